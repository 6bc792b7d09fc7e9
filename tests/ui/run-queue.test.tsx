import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";

import { queueBehind } from "../../src/storage/library/queue.ts";
import { runAgain } from "../../src/ui/pages/run/run-again.ts";
import { RunPage } from "../../src/ui/pages/run/run-page.tsx";
import { whySentence } from "../../src/ui/pages/run/why-accepted.tsx";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";
import { scriptedRun, storeRun } from "./support/scripted-run.ts";

afterEach(cleanup);
beforeEach(() => page.viewport(1440, 900));

const small = { sizes: { feedback: 12, pareto: 8, test: 8 }, budget: 120 };

test("the same search with other draws can be asked for behind the one under way", async () => {
  const db = await openTestDatabase();
  const made = await scriptedRun(small);
  await storeRun(db, made, { status: "paused", wish: "pause" }, 20);
  mountPage(db, "/runs/:id", "/runs/run-1", RunPage);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByText("Again with other draws, after this one").click();
  await expect.poll(() => db.runs.count()).toBe(2);
  const [first, second] = await db.runs.orderBy("number").toArray();
  expect(second!.queue).toBe(first!.queue);
  expect(second!.engine).toEqual({ ...first!.engine, seed: first!.engine.seed + 1 });
  await expect.element(page.getByText(/^Run 13 waits behind this one/)).toBeVisible();
});

test("a run that waits its turn says behind whom, and can be started beside them", async () => {
  const db = await openTestDatabase();
  const made = await scriptedRun(small);
  // Its own worker is not in this test: the run is taken as one that another tab conducts.
  await storeRun(db, made, { status: "running", wish: "run", student: { kind: "by-hand" } as never }, 20);
  await queueBehind(db, "run-1", runAgain({ ...made.run, status: "running" }, "run-2"), 1);
  mountPage(db, "/runs/:id", "/runs/run-2", RunPage);
  await expect.element(page.getByText(/Run 13 waits its turn behind/)).toBeVisible();
  await expect.element(page.getByRole("link", { name: /run 12/ })).toBeVisible();
  await page.getByRole("button", { name: "Start it now, beside them" }).click();
  await expect.poll(async () => (await db.runs.get("run-2"))?.queue).toBeUndefined();
});

test("another optimizer's candidate is not said to be where the search starts", async () => {
  const { state } = await scriptedRun(small);
  const child = state.candidates.find((candidate) => candidate.parents.length === 1)!;
  const asRival = {
    ...state,
    candidates: state.candidates.map((candidate) => ({ ...candidate, proposal: null })),
  };
  expect(whySentence(asRival, 0)).toMatch(/^The search starts here/);
  expect(whySentence(asRival, child.index)).toMatch(
    /^On all Pareto rows it has \d+ of 8, c\d+, which it was made from, \d+ of 8: .* gained, .* lost\.$/,
  );
});
