import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { bestCandidate, foldJournal } from "../../src/engine/index.ts";
import { askForTest, requestRun } from "../../src/storage/library/runs.ts";
import { testLooks } from "../../src/storage/read/checks.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { sendable, sendCost, sendQuestion, sentCandidates } from "../../src/views/result/sent-candidates.ts";
import { testComparison } from "../../src/views/result/test-comparison.ts";
import { ruleFollower } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { freshName, journalOf, openTab, untilStatus } from "./open-runs.ts";

const stateOf = async (db: StudioDatabase) => foldJournal(await journalOf(db, "run"))!;

async function finished(finalTest: boolean) {
  const models = scriptedModels({ answer: ruleFollower });
  const tab = await openTab(freshName(), models.load);
  const request = sampleRun({ id: "run", metricCalls: 200, sizes: { feedback: 16, pareto: 10, test: 12 } });
  await requestRun(tab.db, { ...request, finalTest }, 1);
  await tab.runs.start("run");
  const run = await untilStatus(tab.db, "run", "finished");
  await tab.runs.idle();
  return { ...tab, run };
}

test("any candidate can be sent to the sealed test: a look of its own, beside the winner, who stays", async () => {
  const { db, runs, run } = await finished(true);
  const before = await stateOf(db);
  const winner = bestCandidate(before)!.index;
  expect(winner).toBeGreaterThan(0);
  const [other] = sendable(before);
  const looks = (await testLooks(db, run.splits.test)).looks.length;
  expect(sendCost(run, before, other!.index)).toBe("12 requests");
  expect(sendQuestion(run, before, other!.index)).toContain("one more look at 12 sealed rows");

  await askForTest(db, "run", other!.index);
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const after = await stateOf(db);
  expect(after.test.at(-1)).toMatchObject({ candidate: other!.index, asked: true });
  expect(bestCandidate(after)!.index).toBe(winner);
  expect(testComparison(after)).toEqual(testComparison(before));
  const [sent, ...rest] = sentCandidates(after, winner);
  expect(rest).toEqual([]);
  expect(sent?.entry.index).toBe(other!.index);
  expect(sent?.test.value).toBe(after.test.at(-1)?.mean);
  expect(sent?.against).toMatch(/points|seed|distinguishable/);
  expect((await testLooks(db, run.splits.test)).looks).toHaveLength(looks + 1);
  expect(after.spent.requests).toBe(before.spent.requests);
  expect((await db.runs.get("run"))?.testCandidates).toBeUndefined();
});

test("sent before the test was opened, seed and winner are scored with it, and the cost says so", async () => {
  const { db, runs, run } = await finished(false);
  const before = await stateOf(db);
  const other = sendable(before).find(({ index }) => index !== 0 && index !== bestCandidate(before)!.index);
  expect(sendCost(run, before, other!.index)).toBe("36 requests");
  await askForTest(db, "run", other!.index);
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const after = await stateOf(db);
  expect(after.test.map(({ candidate }) => candidate)).toEqual([
    0,
    bestCandidate(after)!.index,
    other!.index,
  ]);
});
