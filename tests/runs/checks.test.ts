import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { foldJournal } from "../../src/engine/state/apply-event.ts";
import { makeJournalCheck } from "../../src/runs/check-journal.ts";
import { takeBundle } from "../../src/storage/bundle/take-bundle.ts";
import { writeBundle } from "../../src/storage/bundle/write-bundle.ts";
import { purgeBin, moveToBin, removeRun } from "../../src/storage/library/bin.ts";
import { requestCheck } from "../../src/storage/library/checks.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { setWish } from "../../src/storage/library/set-wish.ts";
import { checksOf, rolloutsOfCheck, seenRows, testLooks } from "../../src/storage/read/checks.ts";
import { listRuns } from "../../src/storage/read/runs.ts";
import type { RunRow } from "../../src/storage/rows.ts";
import { drawFreshRows } from "../../src/tasks/fresh-rows.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import type { GeneratedSource } from "../../src/tasks/task-spec.ts";
import { checkComparison } from "../../src/views/result/check-comparison.ts";
import { ruleFollower } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { connect, freshName, journalOf, openTab, untilStatus } from "./open-runs.ts";

const sizes = { feedback: 12, pareto: 8, test: 10 };

async function finishedRun(script: Parameters<typeof scriptedModels>[0] = {}) {
  const models = scriptedModels(script);
  const tab = await openTab(freshName(), models.load);
  const request = sampleRun({ id: "run", metricCalls: 120, sizes });
  await requestRun(tab.db, request, 1);
  await tab.runs.start("run");
  const run = await untilStatus(tab.db, "run", "finished");
  const state = foldJournal(await journalOf(tab.db, "run"));
  const winner = state?.test.at(-1)?.candidate ?? 0;
  const candidates = [0, winner].map((index) => {
    const entry = state?.candidates[index];
    if (entry === undefined) throw new Error(`no candidate ${index}`);
    return { index, hash: entry.hash, texts: entry.texts };
  });
  return { ...tab, models, run, candidates, winner };
}

function checkOf(run: RunRow, candidates: Awaited<ReturnType<typeof finishedRun>>["candidates"]) {
  return {
    id: "check",
    kind: "other-model",
    candidates,
    task: run.task,
    rows: run.splits.test,
    student: { kind: "webllm", modelId: "Another" },
    concurrency: 2,
  } as const;
}

test("seed and winner are tried by another model on the very test rows, apart from the run and its lists", async () => {
  const { db, runs, run, candidates, models, winner } = await finishedRun();
  const journal = await journalOf(db, "run");
  const before = models.asked.length;
  await requestCheck(db, run, checkOf(run, candidates), 2);
  await runs.start("check");
  const check = await untilStatus(db, "check", "finished");
  expect(models.asked.slice(before)).toHaveLength(2 * sizes.test);
  const found = checkComparison(check, await rolloutsOfCheck(db, "check"));
  expect(found).toMatchObject({ rows: sizes.test, winner, unanswered: 0 });
  expect(found?.after.value).toBeGreaterThan(found?.before.value ?? 1);
  expect(await journalOf(db, "run")).toEqual(journal);
  expect((await listRuns(db, 9)).map(({ id }) => id)).toEqual(["run"]);
  expect((await checksOf(db, run)).map(({ id }) => id)).toEqual(["check"]);
  expect(check.summary?.usage?.student.calls).toBe(2 * sizes.test);
});

test("a stopped check keeps what was answered, and going on asks for the rest alone", async () => {
  let calls = 0;
  let pauseNow: () => void = () => undefined;
  const { db, runs, run, candidates, models } = await finishedRun({
    answer: async (request, { runId }) => {
      if (runId === "check" && ++calls === 7) pauseNow();
      await new Promise((resolve) => setTimeout(resolve, 3));
      return ruleFollower(request);
    },
  });
  const before = models.asked.length;
  await requestCheck(db, run, checkOf(run, candidates), 2);
  pauseNow = () => void runs.wish("check", "pause");
  await runs.start("check");
  await untilStatus(db, "check", "paused");
  const kept = await db.rollouts.where("[runId+callIndex]").between(["check", 0], ["check", 999]).count();
  expect(kept).toBeLessThan(2 * sizes.test);
  expect(kept).toBe(models.asked.length - before);
  await setWish(db, "check", "run");
  await runs.start("check");
  await untilStatus(db, "check", "finished");
  const asked = models.asked.slice(before).map(({ callIndex }) => callIndex);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked).toHaveLength(2 * sizes.test);
});

test("looks at a sealed test are counted over runs, by other models too, and outlive the runs that looked", async () => {
  const { db, runs, run, candidates } = await finishedRun();
  const looks = async () => (await testLooks(db, run.splits.test)).looks.length;
  expect(await looks()).toBe(1);
  await requestRun(db, sampleRun({ id: "again", metricCalls: 60, sizes }), 3);
  await runs.start("again");
  await untilStatus(db, "again", "finished");
  expect(await looks()).toBe(2);
  await requestCheck(db, run, checkOf(run, candidates), 4);
  await runs.start("check");
  await untilStatus(db, "check", "finished");
  expect(await looks()).toBe(3);
  await moveToBin(db, { kind: "run", id: "again" }, 1);
  await purgeBin(db, Infinity);
  expect(await looks()).toBe(3);
});

test("another test set that shares some rows is told apart from this one", async () => {
  const { db } = await finishedRun();
  const rows = (await db.runs.get("run"))?.splits.test ?? [];
  const others = Array.from({ length: 20 }, (_, index) => `row ${index}`);
  expect(await testLooks(db, [...rows.slice(0, 4), ...others])).toMatchObject({ looks: [], partly: 1 });
});

test("fresh rows are none that any run of the task has had, and come under the same hidden rules", async () => {
  const { db, runs, run, candidates } = await finishedRun();
  const source = run.task.source as GeneratedSource;
  const seen = await seenRows(db, run.taskId);
  expect(seen.size).toBe(sizes.feedback + sizes.pareto + sizes.test);
  const drawn = drawFreshRows(source, seen, 15);
  expect(drawn.ids).toHaveLength(15);
  expect(drawn.ids.filter((id) => seen.has(id))).toEqual([]);
  const check = { ...checkOf(run, candidates), kind: "fresh-rows", rows: drawn.ids } as const;
  await requestCheck(db, run, { ...check, task: { ...run.task, source: drawn.source } }, 2);
  await runs.start("check");
  const found = checkComparison(
    await untilStatus(db, "check", "finished"),
    await rolloutsOfCheck(db, "check"),
  );
  // The rules the winner learned hold on them too.
  expect(found?.after.value).toBeGreaterThan(found?.before.value ?? 1);
  expect(await testLooks(db, run.splits.test)).toMatchObject({ looks: [{ runId: "run" }], partly: 0 });
  const again = drawFreshRows(source, await seenRows(db, run.taskId), 15);
  expect(again.ids.filter((id) => drawn.ids.includes(id))).toEqual([]);
});

test.each(["contacts", "dates", "sentiment", "two-hop", "private", "packing", "pattern"] as const)(
  "the generator of %s goes on to fresh rows, or says that it has none left",
  (generator) => {
    const source: GeneratedSource = {
      kind: "generated",
      generator,
      policySeed: 1,
      sizes: { feedback: 10, pareto: 10, test: 10 },
    };
    const rows = generatedRows(source);
    const seen = new Set([...rows.feedback, ...rows.pareto, ...rows.test].map(({ id }) => id));
    const { ids, source: grown } = drawFreshRows(source, seen, 12);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => seen.has(id))).toEqual([]);
    const written = new Set(generatedRows(grown).test.map(({ id }) => id));
    expect(ids.every((id) => written.has(id))).toBe(true);
    expect(ids.length).toBe(12);
  },
);

test("circles have no rows to draw anew, and a removed run takes its checks along", async () => {
  const source: GeneratedSource = {
    kind: "generated",
    generator: "circles",
    policySeed: 1,
    sizes: { feedback: 7, pareto: 7, test: 0 },
  };
  expect(drawFreshRows(source, new Set(), 5).ids).toEqual([]);
  const { db, run, candidates } = await finishedRun();
  await requestCheck(db, run, checkOf(run, candidates), 2);
  await removeRun(db, "run");
  expect(await db.runs.count()).toBe(0);
});

test("a run's checks travel with it in a bundle, and say the same where it is opened", async () => {
  const { db, runs, run, candidates } = await finishedRun();
  await requestCheck(db, run, checkOf(run, candidates), 2);
  await runs.start("check");
  await untilStatus(db, "check", "finished");
  const { bytes } = await writeBundle(db, { runIds: ["run"] }, 3, () => undefined);
  const file = await new Response(bytes).blob();
  const other = await connect(freshName());
  const taken = await takeBundle(
    other,
    file,
    { mode: "merge", marksCount: false },
    makeJournalCheck,
    () => "new",
    () => undefined,
  );
  expect(taken).toMatchObject({ kind: "imported" });
  const [check] = await checksOf(other, run);
  if (check === undefined) throw new Error("the check did not travel");
  const [here, there] = await Promise.all([db, other].map((each) => rolloutsOfCheck(each, "check")));
  expect(checkComparison(check, there ?? [])).toEqual(checkComparison(check, here ?? []));
  expect((await listRuns(other, 9)).map(({ id }) => id)).toEqual(["run"]);
});
