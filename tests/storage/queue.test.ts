import { expect, test } from "vitest";

import { raceFromRun, raceFromRunWords } from "../../src/setup/race/race-from-run.ts";
import { runAgain } from "../../src/setup/run-again.ts";
import { aheadInQueue, leaveQueue, queueBehind } from "../../src/storage/library/queue.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { fairnessSentence, unequalConditions } from "../../src/views/compare/fairness.ts";
import { firstOfEachQueue } from "../../src/views/run/first-of-each-queue.ts";
import { sampleRun } from "../support/sample-run.ts";
import { openFresh } from "./open-storage.ts";

const numbers = (runs: readonly { readonly number: number }[]): number[] => runs.map((run) => run.number);

test("a run asked for behind another waits for it and for those in between, and for nobody else", async () => {
  const db = await openFresh();
  const first = await requestRun(db, sampleRun({ id: "first" }), 1);
  await requestRun(db, sampleRun({ id: "beside" }), 2);
  const second = await queueBehind(db, first.id, runAgain(first, "second"), 3);
  const third = await queueBehind(db, first.id, runAgain(second, "third"), 4);
  expect(numbers(await aheadInQueue(db, "third"))).toEqual([first.number, second.number]);
  expect(await aheadInQueue(db, "beside")).toEqual([]);
  expect([first, second, third].map((run) => run.engine.seed)).toEqual([
    first.engine.seed,
    first.engine.seed + 1,
    first.engine.seed + 2,
  ]);

  await db.runs.update("first", { status: "finished" });
  expect(numbers(await aheadInQueue(db, "third"))).toEqual([second.number]);
  // Who is paused lets the others pass.
  await db.runs.update("second", { status: "paused", wish: "pause" });
  expect(await aheadInQueue(db, "third")).toEqual([]);
});

test("a run that leaves its queue waits for nobody, and the others keep their order", async () => {
  const db = await openFresh();
  const first = await requestRun(db, sampleRun({ id: "first" }), 1);
  await queueBehind(db, first.id, runAgain(first, "second"), 2);
  await queueBehind(db, first.id, runAgain(first, "third"), 3);
  await leaveQueue(db, "second");
  expect(await aheadInQueue(db, "second")).toEqual([]);
  expect(numbers(await aheadInQueue(db, "third"))).toEqual([first.number]);
});

test("runs of one heat go at the same time, the next heat and whatever stands behind them waits", async () => {
  const db = await openFresh();
  const race = { queue: "race", heat: 1 };
  const one = await requestRun(db, { ...sampleRun({ id: "one" }), ...race }, 1);
  const two = await requestRun(db, { ...sampleRun({ id: "two" }), ...race }, 2);
  const next = await requestRun(db, { ...sampleRun({ id: "next" }), queue: "race", heat: 2 }, 3);
  const behind = await queueBehind(db, "two", runAgain(two, "behind"), 4);
  expect(firstOfEachQueue([next, behind, two, one])).toEqual(["one", "two"]);
  expect(await aheadInQueue(db, "two")).toEqual([]);
  expect(numbers(await aheadInQueue(db, "next"))).toEqual([one.number, two.number]);
  expect(firstOfEachQueue([behind, next])).toEqual(["next"]);
});

test("a race on a run's task is an equal one, all at the same time, and says what it spends", async () => {
  const db = await openFresh();
  const run = await requestRun(db, sampleRun({ id: "first" }), 1);
  const racers = await Promise.all(raceFromRun(run, "race").map((one) => requestRun(db, one, 2)));
  expect(racers.map(({ optimizer }) => optimizer)).toEqual(["gepa", "mipro", "gepa-eyes-shut"]);
  expect(firstOfEachQueue(racers)).toHaveLength(3);
  const state = { budget: { metricCalls: 160, reflectionCalls: 30 } } as never;
  expect(unequalConditions(racers.map((one) => ({ run: one, state })))).toEqual([]);
  expect(raceFromRunWords(run)).toMatch(
    /: 160 Student requests for each and the sealed test of 12 rows, twice/,
  );
  for (const reuseParentRollouts of [true, false]) {
    const one = { ...run, engine: { ...run.engine, reuseParentRollouts } };
    const raced = raceFromRun(one, "race").map((racer) => ({ run: { ...run, ...racer }, state }));
    expect(fairnessSentence(raced)).toContain(
      /first prompt; (.*)\.$/.exec(raceFromRunWords(one))?.[1] ?? "no words",
    );
  }
  const budget = { ...run.engine.budget, metricCalls: null, requests: 700 };
  expect(raceFromRunWords({ ...run, engine: { ...run.engine, budget } })).toContain(
    ": 700 Student requests for each",
  );
});
