import { cleanup, within } from "@solidjs/testing-library";
import { afterEach, beforeAll, expect, test } from "vitest";

import type { StudioDatabase } from "../../src/storage/schema.ts";
import { ResultPage } from "../../src/ui/pages/result/result-page.tsx";
import { type ScriptedRun, scriptedRun, storeRun } from "../support/scripted-run.ts";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

const open = (db: StudioDatabase) => mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage);

/** A check as the worker leaves it: the winner right on all rows but one, the seed on none. */
async function storeCheck(
  db: StudioDatabase,
  kind: "fresh-rows" | "other-model",
  status: "finished" | "paused" | "requested",
  answered = Infinity,
): Promise<void> {
  const winner = made.state.test.at(-1)?.candidate ?? 0;
  const [seed, best] = [0, winner].map((index) => {
    const entry = made.state.candidates[index];
    if (entry === undefined) throw new Error(`no candidate ${index}`);
    return { index, hash: entry.hash, texts: entry.texts };
  });
  const like = made.rollouts[0];
  if (seed === undefined || best === undefined || like === undefined) throw new Error("the run has a winner");
  const rows = Array.from({ length: 30 }, (_, index) => `fresh ${index}`);
  await db.runs.put({
    ...made.run,
    id: "check",
    number: 0,
    status,
    wish: status === "finished" ? "run" : "pause",
    splits: { feedback: [], pareto: [], test: rows },
    student: kind === "fresh-rows" ? made.run.student : { kind: "webllm", modelId: "Somebody-1B" },
    check: { of: "run-1", kind, candidates: [seed, best] },
    createdAt: made.run.createdAt + 1000,
  });
  await db.rollouts.bulkPut(
    Array.from({ length: Math.min(60, answered) }, (_, callIndex) => ({
      ...like,
      runId: "check",
      callIndex,
      split: "test" as const,
      exampleId: rows[callIndex % 30] ?? "",
      outcome: { kind: "scored" as const, score: callIndex >= 31 ? 1 : 0 },
    })),
  );
}

test("the result says that this is the first look at its sealed test, and counts later ones of any run", async () => {
  const db = await openTestDatabase();
  const summary = { metricCalls: 1, reflectionCalls: 1, iterations: 1, seedTestScore: 0, bestTestScore: 1 };
  await storeRun(db, made, { summary });
  const view = open(db);
  await view.findByText(/seen this once/, undefined, { timeout: 20_000 });
  cleanup();
  for (const id of ["gone", "other"])
    await db.testOpenings.add({ id, runId: id, at: 1, rows: made.run.splits.test });
  const again = open(db);
  await again.findByText(/This test was already seen 3 times/, undefined, { timeout: 20_000 });
  await again.findByText(/The sealed rows were looked at 3 times/);
});

test("fresh rows are asked for with their cost said before, and stand as a check of their own", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const view = open(db);
  const button = await view.findByRole("button", { name: "Draw 60 fresh rows" }, { timeout: 20_000 });
  await view.findByText(/120 requests, about .* tokens read, about .*, nothing to pay/);
  button.click();
  await expect.poll(() => db.runs.count()).toBe(2);
  const check = await db.runs.filter((run) => run.check !== undefined).first();
  expect(check?.check).toMatchObject({ of: "run-1", kind: "fresh-rows" });
  expect(check?.splits.test).toHaveLength(60);
  const known = new Set(Object.values(made.run.splits).flat());
  expect(check?.splits.test.filter((id) => known.has(id))).toEqual([]);
});

test("what fresh rows said stands apart from the sealed test, with its own interval and verdict", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  await storeCheck(db, "fresh-rows", "finished");
  const view = open(db);
  const draw = await view.findByRole("article", { name: "fresh draw 1" }, { timeout: 20_000 });
  await within(draw).findByText(/The new prompt gets 97.% of unseen rows right\. The seed got 0/);
  await within(draw).findByRole("img", { name: /Fresh rows: seed 0.*winner 96\.7/ });
  expect(within(draw).getByText(/95 % interval runs from/)).toBeTruthy();
});

test("a stopped check says how far it came, goes on when asked, and can be removed", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  await storeCheck(db, "fresh-rows", "paused", 20);
  const view = open(db);
  await view.findByText(/Stopped after 20 of 60 answers/, undefined, { timeout: 20_000 });
  view.getByRole("button", { name: "Remove fresh draw 1" }).click();
  (await view.findByRole("button", { name: "Remove it" })).click();
  await expect.poll(() => db.runs.count()).toBe(1);
  expect(await db.rollouts.where("[runId+callIndex]").between(["check", 0], ["check", 99]).count()).toBe(0);
});

test("other models stand in a table with the run's own, each with intervals and a verdict", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  await storeCheck(db, "other-model", "finished");
  const view = open(db);
  const cell = await view.findByText("Somebody-1B", { selector: "td" }, { timeout: 20_000 });
  const row = cell.closest("tr");
  expect(row?.textContent).toMatch(/0.% \(0.% to 11.%\).*96\.7.%.*\+96\.7 .*better than the seed/s);
  expect(cell.closest("table")?.textContent).toContain("Embedded model, the run’s own");
});

test("a check that was stopped before its first answer can still be gone on with", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  await storeCheck(db, "fresh-rows", "requested", 0);
  const view = open(db);
  await view.findByText(/Stopped after 0 of 60 answers/, undefined, { timeout: 20_000 });
  view.getByRole("button", { name: "Go on" }).click();
  await expect.poll(async () => (await db.runs.get("check"))?.wish).toBe("run");
});
