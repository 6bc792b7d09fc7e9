import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render } from "@solidjs/testing-library";
import { createSignal, type JSX, Show } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { Palette } from "../../src/ui/palette.tsx";
import { Shortcuts } from "../../src/ui/shortcuts.tsx";
import { CommandsProvider, useCommands } from "../../src/ui/state/commands.tsx";
import { OpenDatabase } from "../../src/ui/state/database.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

function Sample(props: { readonly done: string[] }): JSX.Element {
  const commands = useCommands();
  const [open, setOpen] = createSignal<"palette" | "list">();
  commands.add(() => [
    { id: "palette", title: "All commands", group: "Studio", key: "Mod+K", run: () => setOpen("palette") },
    { id: "list", title: "Keyboard shortcuts", group: "Studio", key: "?", run: () => setOpen("list") },
    { id: "home", title: "Go to Home", group: "Pages", key: "g h", run: () => props.done.push("home") },
    { id: "pause", title: "Pause the run", group: "Run", key: "p", run: () => props.done.push("pause") },
    {
      id: "never",
      title: "Merge nothing",
      group: "Run",
      key: "m",
      when: () => false,
      run: () => props.done.push("never"),
    },
  ]);
  return (
    <>
      <input aria-label="Name" />
      <Show when={open() === "palette"}>
        <Palette onClose={() => setOpen(undefined)} />
      </Show>
      <Show when={open() === "list"}>
        <Shortcuts onClose={() => setOpen(undefined)} />
      </Show>
    </>
  );
}

async function show(): Promise<string[]> {
  const done: string[] = [];
  const db = await openTestDatabase();
  render(() => (
    <OpenDatabase db={db}>
      <CommandsProvider>
        <MemoryRouter root={() => <Sample done={done} />}>
          <Route path="*" component={() => null} />
        </MemoryRouter>
      </CommandsProvider>
    </OpenDatabase>
  ));
  return done;
}

test("a key and a pair of keys run their commands, and a command that is not on offer stays quiet", async () => {
  const done = await show();
  await userEvent.keyboard("p");
  await userEvent.keyboard("gh");
  await userEvent.keyboard("m");
  expect(done).toEqual(["pause", "home"]);
});

test("what is typed into a field is never a command", async () => {
  const done = await show();
  await page.getByLabelText("Name").fill("gh");
  await page.getByLabelText("Name").click();
  await userEvent.keyboard("p gh ?");
  expect(done).toEqual([]);
});

test("the palette finds a command by words in any order and runs it by Enter", async () => {
  const done = await show();
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(page.getByRole("combobox", { name: "Command" })).toBeVisible();
  await userEvent.keyboard("run pau");
  await expect
    .element(page.getByRole("option", { name: /Pause the run/ }))
    .toHaveAttribute("aria-selected", "true");
  await userEvent.keyboard("{Enter}");
  expect(done).toEqual(["pause"]);
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
});

test("arrows choose in the palette and Escape leaves everything as it was", async () => {
  const done = await show();
  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await expect
    .element(page.getByRole("option", { name: /Pause the run/ }))
    .toHaveAttribute("aria-selected", "true");
  await userEvent.keyboard("{Escape}");
  expect(done).toEqual([]);
});

test("the list of shortcuts names every key that works now and no other", async () => {
  await show();
  await userEvent.keyboard("?");
  await expect.element(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expect.element(page.getByText("Pause the run")).toBeVisible();
  await expect.element(page.getByText("Merge nothing")).not.toBeInTheDocument();
});
