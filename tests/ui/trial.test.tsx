import { cleanup } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { commands, page, userEvent } from "vitest/browser";

import { NewRunPage } from "../../src/ui/pages/new-run/new-run-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { showPage } from "./support/show-page.tsx";

afterEach(cleanup);
afterEach(() => commands.stopServers());

async function withEndpoint(replies: Parameters<typeof commands.startServer>[0]["replies"]): Promise<string> {
  const origin = await commands.startServer({ replies, models: ["small-1"] });
  const db = await openTestDatabase();
  await db.settings.put({
    key: "endpoints",
    value: [
      {
        choice: {
          kind: "remote",
          dialect: "openai-compatible",
          provider: "custom",
          baseUrl: `${origin}/v1`,
          model: "small-1",
          needsKey: false,
        },
      },
    ],
  });
  showPage(db, NewRunPage);
  await page
    .getByRole("radio", { name: /small-1/ })
    .first()
    .click();
  return origin;
}

test("a trial says which row it is at, and is stopped with what was seen so far kept", async () => {
  const origin = await withEndpoint(["BILLING", "OTHER", { delayMs: 15_000, text: "never" }]);
  await page.getByRole("button", { name: "Try it on 5 rows" }).click();
  await expect.element(page.getByText(/Row 3 of 5: Asking/)).toBeVisible();
  await page.getByRole("button", { name: "Stop the trial" }).click();
  await expect.element(page.getByText("Stopped after 2 rows.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Try it on 5 rows" })).toBeEnabled();
  const asked = (await commands.serverLog(origin)).filter((one) => one.request !== undefined);
  expect(asked).toHaveLength(3);
  await userEvent.keyboard("{Escape}");
});

test("what was tried before a change is marked as that, until it is tried again", async () => {
  await withEndpoint(Array.from({ length: 10 }, () => "BILLING"));
  const outdated = page.getByText(/^This was tried before you changed/);
  await page.getByRole("button", { name: "Try it on 5 rows" }).click();
  await expect.element(page.getByText(/^\d of 5 right/)).toBeVisible();
  await expect.element(outdated).not.toBeInTheDocument();
  await page.getByLabelText("The prompt you have now").fill("Another prompt.");
  await expect.element(outdated).toBeVisible();
  await page.getByRole("button", { name: "Try it on 5 rows" }).click();
  await expect.element(page.getByText(/^\d of 5 right/)).toBeVisible();
  await expect.element(outdated).not.toBeInTheDocument();
});

test("a Student whose thinking leaves no room to answer is named, and one click turns its thinking off", async () => {
  const thinksOnly = { text: "", reasoning: "and so on", finish: "length" } as const;
  const origin = await withEndpoint([thinksOnly, thinksOnly, "BILLING"]);
  await page.getByRole("button", { name: "Try it on 5 rows" }).click();
  await expect.element(page.getByText(/on thinking and wrote no answer/)).toBeVisible();
  await page.getByRole("button", { name: "Turn its thinking off and try again" }).click();
  await expect.element(page.getByText(/^\d of 5 right/)).toBeVisible();
  const sent = (await commands.serverLog(origin)).flatMap(({ request }) => (request ? [request.json] : []));
  // Asked once more with room to think, and then told not to.
  expect(Number(sent[1]?.["max_tokens"])).toBeGreaterThan(Number(sent[0]?.["max_tokens"]));
  expect(sent.map((json) => json["reasoning_effort"]).slice(0, 3)).toEqual([undefined, undefined, "none"]);
  await expect.element(page.getByLabelText("Thinking of the Student")).toHaveValue("off");
});

test("what the Student writes in a trial is seen while it writes", async () => {
  await withEndpoint([{ text: "I would say that this one is for BILLING, all in all", dripMs: 60 }]);
  await page.getByRole("button", { name: "Try it on 5 rows" }).click();
  await expect.element(page.getByText("The Student is writing:")).toBeVisible();
  await expect.element(page.getByLabelText("What The Student is writing")).toHaveTextContent(/^I would/);
  await page.getByRole("button", { name: "Stop the trial" }).click();
});
