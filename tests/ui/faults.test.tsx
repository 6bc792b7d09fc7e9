import { A, createMemoryHistory, MemoryRouter, Route, useParams } from "@solidjs/router";
import { cleanup, render } from "@solidjs/testing-library";
import { createEffect, createSignal, type JSX, lazy } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";

import { AppFrame } from "../../src/ui/app-frame.tsx";
import { ToastHost } from "../../src/ui/kit/toast.tsx";
import { CommandsProvider } from "../../src/ui/state/commands.tsx";
import { OpenDatabase } from "../../src/ui/state/database.tsx";
import { DroppedFileProvider } from "../../src/ui/state/dropped-file.tsx";
import { StudioBoundary } from "../../src/ui/studio-boundary.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

const [isMended, setMended] = createSignal(false);

/** Shows run 2 and fails at every other: while it is made for run 1, in an effect for run 3. */
function FragilePage(): JSX.Element {
  const params = useParams();
  const text = (): string => {
    if (params["id"] === "1" && !isMended()) throw new Error("a journal nobody can read");
    return `run ${params["id"]} is shown`;
  };
  createEffect(() => {
    if (params["id"] === "3") throw new Error("an effect that broke");
  });
  return <p>{text()}</p>;
}

async function showFragile(id: string) {
  const db = await openTestDatabase();
  const history = createMemoryHistory();
  history.set({ value: "/calm", replace: true });
  const Root = (props: { readonly children?: JSX.Element }): JSX.Element => (
    <>
      <A href="/runs/1">run 1</A>
      <A href="/runs/3">run 3</A>
      <A href="/runs/2">the other run</A>
      <A href="/calm">another page</A>
      <AppFrame>{props.children}</AppFrame>
    </>
  );
  render(() => (
    <ToastHost>
      <CommandsProvider>
        <OpenDatabase db={db}>
          <DroppedFileProvider>
            <MemoryRouter history={history} root={Root}>
              <Route path="/runs/:id" component={lazy(async () => ({ default: FragilePage }))} />
              <Route path="/calm" component={lazy(async () => ({ default: () => <p>all is calm</p> }))} />
            </MemoryRouter>
          </DroppedFileProvider>
        </OpenDatabase>
      </CommandsProvider>
    </ToastHost>
  ));
  await expect.element(page.getByText("all is calm")).toBeVisible();
  await page.getByRole("link", { name: `run ${id}` }).click();
  await expect.element(page.getByRole("alert")).toHaveTextContent("This page has a fault");
}

for (const [id, where] of [
  ["1", "while it is made"],
  ["3", "in an effect"],
] as const)
  test(`a fault ${where} stays behind when another page, or another run, is opened`, async () => {
    await showFragile(id);
    await page.getByRole("link", { name: "another page" }).click();
    await expect.element(page.getByText("all is calm")).toBeVisible();
    await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
    cleanup();
    await showFragile(id);
    await page.getByRole("link", { name: "the other run" }).click();
    await expect.element(page.getByText("run 2 is shown")).toBeVisible();
    await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
  });

test("the same view can be tried again once what broke it is gone", async () => {
  await showFragile("1");
  setMended(true);
  await page.getByRole("button", { name: "Try this view again" }).click();
  await expect.element(page.getByText("run 1 is shown")).toBeVisible();
});

test("a fault of the frame itself is left by its link to Home and by the address", async () => {
  location.hash = "#/models";
  const Frame = (): JSX.Element => {
    const address = location.hash;
    if (address === "#/models") throw new Error("a frame that broke");
    return <p>the studio stands at {address}</p>;
  };
  render(() => (
    <StudioBoundary>
      <Frame />
    </StudioBoundary>
  ));
  await expect.element(page.getByRole("alert")).toHaveTextContent("a frame that broke");
  await page.getByRole("link", { name: "Go to Home" }).click();
  await expect.element(page.getByText("the studio stands at #/")).toBeVisible();
  await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
});
