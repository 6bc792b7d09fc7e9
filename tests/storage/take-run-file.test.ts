import "fake-indexeddb/auto";
import { beforeAll, expect, test } from "vitest";

import { foldJournal, toCandidatesJson, toResultJson, toVizRun } from "../../src/engine/index.ts";
import { takeRunFile } from "../../src/setup/foreign-run/take-run-file.ts";
import { loadJournal } from "../../src/storage/journal.ts";
import { examplesById } from "../../src/storage/read/example-rows.ts";
import { runFinding } from "../../src/views/run/run-spending.ts";
import { paretoHeading } from "../../src/views/words/result-words.ts";
import { whySentence } from "../../src/views/words/why-words.ts";
import { winnerWords } from "../../src/views/words/winner-words.ts";
import { type ScriptedRun, scriptedRun } from "../support/scripted-run.ts";
import { openFresh } from "./open-storage.ts";

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 400 });
});
const file = (name: string, value: unknown): File =>
  new File([typeof value === "string" ? value : JSON.stringify(value)], name);

test("a result of gepa, dropped, is a run with its pool and scores, marked as recorded and finished", async () => {
  const db = await openFresh();
  const taken = await takeRunFile(db, file("gepa_result.json", toResultJson(made.state)), 5);
  if (taken === undefined || "problem" in taken) throw new Error(JSON.stringify(taken));
  const run = (await db.runs.get(taken.runId))!;
  expect(run).toMatchObject({ status: "finished", name: "gepa_result", number: 1, finalTest: false });
  expect(run.recorded?.command).toContain("gepa_result.json");
  const state = foldJournal(await loadJournal(db, run.id))!;
  expect(state.candidates.map(({ texts, mean }) => [texts, mean])).toEqual(
    made.state.candidates.map(({ texts, mean }) => [texts, mean]),
  );
  expect(run.summary?.bestScore).toBeCloseTo(Math.max(...state.candidates.map(({ mean }) => mean)), 10);
  const source = run.task.source;
  if (source.kind !== "dataset") throw new Error("its rows are a data set");
  expect(await examplesById(db, source.datasetId, run.splits.pareto)).toHaveLength(run.splits.pareto.length);
  expect(run.engine.splits.pareto).toBe(run.splits.pareto.length);
});

test("gepa-viz's run and the pool alone are runs too, the pool without any score", async () => {
  const db = await openFresh();
  const viz = await takeRunFile(db, file("run.json", toVizRun(made.state)), 5);
  const pool = await takeRunFile(db, file("candidates.json", toCandidatesJson(made.state)), 6);
  if (viz === undefined || "problem" in viz) throw new Error(JSON.stringify(viz));
  if (pool === undefined || "problem" in pool) throw new Error(JSON.stringify(pool));
  expect(foldJournal(await loadJournal(db, viz.runId))!.candidates).toHaveLength(
    made.state.candidates.length,
  );
  const state = foldJournal(await loadJournal(db, pool.runId))!;
  expect(state.candidates.map(({ texts }) => texts)).toEqual(made.state.candidates.map(({ texts }) => texts));
  const run = (await db.runs.get(pool.runId))!;
  expect(run.summary).not.toHaveProperty("bestScore");
  const prompts = `${state.candidates.length} prompts without a score`;
  expect(runFinding(run, state)).toBe(`Run ${run.number}: ${prompts}`);
  expect(paretoHeading(run, state, 0)).toBe(`${prompts}.`);
  expect(winnerWords(state)).toBeUndefined();
  expect(whySentence(state, 1)).toBe("It came without a score.");
});

test("rows, broken JSON and other files are left to the reader of rows; a damaged run says what is wrong and stores nothing", async () => {
  const db = await openFresh();
  expect(await takeRunFile(db, file("rows.json", [{ text: "a", label: "b" }]), 5)).toBeUndefined();
  expect(await takeRunFile(db, file("rows.json", "{"), 5)).toBeUndefined();
  expect(await takeRunFile(db, file("rows.csv", "a,b"), 5)).toBeUndefined();
  expect(await takeRunFile(db, file("bag.json", { candidates: ["no pool"] }), 5)).toBeUndefined();
  const damaged = { ...toResultJson(made.state), parents: "none" };
  expect(await takeRunFile(db, file("result.json", damaged), 5)).toMatchObject({
    problem: /^result\.json looks like a run of gepa and could not be read: .* Nothing was stored\.$/,
  });
  expect(await db.runs.count()).toBe(0);
});
