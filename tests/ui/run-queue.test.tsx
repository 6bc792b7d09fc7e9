import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";

import type { StopReason } from "../../src/engine/index.ts";
import { runAgain } from "../../src/setup/run-again.ts";
import { aheadInQueue, queueBehind } from "../../src/storage/library/queue.ts";
import { RunPage } from "../../src/ui/pages/run/run-page.tsx";
import { whySentence } from "../../src/views/words/why-words.ts";
import { type ScriptedRun, scriptedRun, storeRun } from "../support/scripted-run.ts";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);
beforeEach(() => page.viewport(1440, 900));

const small = { sizes: { feedback: 12, pareto: 8, test: 8 }, budget: 120 };

/** The run as it were had its search ended for another reason, before the sealed test. */
function endedBy(made: ScriptedRun, reason: StopReason): ScriptedRun {
  const events = made.events.flatMap((row) =>
    row.event.type === "test-evaluated"
      ? []
      : [row.event.type === "run-stopped" ? { ...row, event: { ...row.event, reason } } : row],
  );
  return { ...made, events };
}

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
  await expect.element(page.getByText(/starts by itself when that has ended/)).toBeVisible();
  await page.getByRole("button", { name: "Start it now without waiting" }).click();
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

test("a run that has ended can be asked for again, and then waits for nobody", async () => {
  const db = await openTestDatabase();
  const made = await scriptedRun(small);
  await storeRun(db, made);
  mountPage(db, "/runs/:id", "/runs/run-1", RunPage);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Again with other draws" }).click();
  await expect.element(page.getByText(/^Run 13 is asked for/)).toBeVisible();
  const next = (await db.runs.orderBy("number").last())!;
  expect(await aheadInQueue(db, next.id)).toEqual([]);
});

test("a search stopped by a person can be taken up again from the sentence that says so", async () => {
  const db = await openTestDatabase();
  const made = await scriptedRun(small);
  await storeRun(db, endedBy(made, { kind: "stopped-by-person" }));
  mountPage(db, "/runs/:id", "/runs/run-1", RunPage);
  await page.getByRole("button", { name: "Go on with the search" }).click();
  await expect
    .poll(() => db.runs.get("run-1"))
    .toMatchObject({ reopenAsked: true, status: "requested", wish: "run" });
});

test("a run that ended on its time goes on with more of it", async () => {
  const db = await openTestDatabase();
  const made = await scriptedRun(small);
  const reason = { kind: "outer-limit", what: "time", used: 5, limit: 5, unit: "minutes" } as const;
  await storeRun(db, endedBy(made, reason), {
    limits: { minutes: 5 },
    summary: { ...made.run.summary!, stopReason: "outer-limit" },
  });
  mountPage(db, "/runs/:id", "/runs/run-1", RunPage);
  await expect.element(page.getByText(/The time is up: 5\smin of 5\smin\./).first()).toBeVisible();
  await page.getByRole("button", { name: "Change the budget…" }).click();
  const minutes = page.getByLabelText("Minutes of running");
  await expect.element(minutes).toHaveValue("5");
  await minutes.fill("12");
  await page.getByRole("button", { name: "Set the budget" }).click();
  await expect
    .poll(() => db.runs.get("run-1"))
    .toMatchObject({ limits: { minutes: 12 }, status: "requested", wish: "run" });
});
