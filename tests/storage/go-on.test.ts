import "fake-indexeddb/auto";
import { beforeAll, expect, test } from "vitest";

import { validateSpec } from "../../src/engine/index.ts";
import { type Draft, firstDraft } from "../../src/setup/draft/draft.ts";
import { goesOnFrom, goOnId, goOnTitles, goOnWords, openGoOn } from "../../src/setup/draft/go-on.ts";
import { sizesOf } from "../../src/setup/forecast/estimate.ts";
import { scoreOwnPrompt } from "../../src/setup/score-own-prompt.ts";
import { startRun } from "../../src/setup/start-run.ts";
import type { RunRow } from "../../src/storage/rows.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { countsOf } from "../../src/tasks/splits/split-sizes.ts";
import { winnerOf } from "../../src/views/compare/comparison.ts";
import { type ScriptedRun, scriptedRun, storeRun } from "../support/scripted-run.ts";
import { openFresh } from "./open-storage.ts";

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

const noFiles = {} as Parameters<typeof startRun>[1];

async function opened(db: StudioDatabase, way: Parameters<typeof goOnId>[0]): Promise<Draft> {
  const part = await openGoOn(db, goOnId(way, made.run.id));
  if ("problem" in part) throw new Error(part.problem);
  return { ...firstDraft, ...part };
}

async function started(db: StudioDatabase, draft: Draft): Promise<RunRow> {
  const outcome = await startRun(db, noFiles, draft, "next", () => undefined);
  if (outcome.kind === "problem") throw new Error(outcome.message);
  return outcome.run;
}

test("going on starts at the winner's text with the same rows, models and budget, and leaves the task alone", async () => {
  const db = await openFresh();
  await storeRun(db, made);
  const draft = await opened(db, "reflection");
  expect(draft).toMatchObject({ student: made.run.student, reflection: made.run.reflection });
  expect(draft.requests).toBe(made.state.budget.metricCalls);
  expect(goOnWords(goesOnFrom(draft)!)).toMatch(/^This goes on from run \d+: .* Choose a stronger model/);
  const tasks = await db.tasks.toArray();
  const next = await started(db, draft);
  expect(next.splits).toEqual(made.run.splits);
  expect(sizesOf(draft)).toEqual(countsOf(next.splits));
  const winner = made.state.candidates[winnerOf(made.state)]!;
  expect(next.task.seedCandidate).toEqual(winner.texts);
  expect(next.engine.seedCandidates).toEqual([winner.texts]);
  expect(await db.tasks.toArray()).toEqual(tasks);
});

test("more budget is twice the budget", async () => {
  const db = await openFresh();
  await storeRun(db, made);
  expect((await opened(db, "budget")).requests).toBe(2 * made.state.budget.metricCalls!);
});

test("rows still wrong join those that are learned from, first, and the sealed rows stay sealed", async () => {
  const db = await openFresh();
  await storeRun(db, made);
  const winner = winnerOf(made.state);
  const wrong = made.state.candidates[winner]!.scores.filter(({ score }) => score < 1).map(
    ({ example }) => made.run.splits.pareto[example]!,
  );
  expect(wrong.length).toBeGreaterThan(0);
  const titles = goOnTitles(made.run, made.state, winner).map(([, title]) => title);
  expect(titles).toContain(`Learning from ${wrong.length} row${wrong.length === 1 ? "" : "s"} still wrong…`);
  const next = await started(db, await opened(db, "rows"));
  expect(next.splits).toEqual({
    ...made.run.splits,
    feedback: [...wrong, ...made.run.splits.feedback],
  });
  expect(next.engine.splits.feedback).toBe(next.splits.feedback.length);
  expect(validateSpec(next.engine)).toEqual([]);
});

test("a draft that turns to another task goes on from nothing", async () => {
  const db = await openFresh();
  await storeRun(db, made);
  const draft = await opened(db, "student");
  expect(goesOnFrom({ ...draft, savedTaskId: "another" })).toBeUndefined();
  expect(goesOnFrom({ ...draft, task: "routing" })).toBeUndefined();
});

test("what came in a file and nobody allowed is not gone on with, nor what is gone, nor a garbled address", async () => {
  const db = await openFresh();
  await storeRun(db, made, { unconfirmed: true });
  expect(await openGoOn(db, goOnId("budget", made.run.id))).toMatchObject({ problem: /came in a file/ });
  expect(await openGoOn(db, goOnId("budget", "gone"))).toMatchObject({ problem: /no longer kept here/ });
  expect(await openGoOn(db, "nonsense")).toMatchObject({ problem: /does not say how to go on/ });
});

test("a person's own prompt is scored once on every Pareto row, beside the run, which stays as it was", async () => {
  const db = await openFresh();
  await storeRun(db, made);
  const before = await db.runs.get(made.run.id);
  const texts = { instruction: "Mine." };
  const check = await scoreOwnPrompt(db, made.run, 1, texts);
  await scoreOwnPrompt(db, made.run, 1, texts);
  expect(await db.runs.filter((run) => run.check !== undefined).count()).toBe(1);
  expect(check.splits).toEqual({ feedback: [], pareto: [], test: made.run.splits.pareto });
  expect(check.check).toMatchObject({
    of: made.run.id,
    kind: "own-prompt",
    candidates: [{ index: 1, texts }],
  });
  expect(await db.runs.get(made.run.id)).toEqual(before);
});
