import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { newRolloutsSince } from "../../src/storage/read/step-rollouts.ts";
import type { RolloutRow } from "../../src/storage/rows.ts";
import { openFresh } from "./open-storage.ts";

const rollout = (callIndex: number): RolloutRow => ({
  runId: "run",
  callIndex,
  candidateHash: "h",
  exampleId: `e${callIndex}`,
  split: "pareto",
  purpose: "pareto",
  outcome: { kind: "scored", score: 1 },
  output: "",
  feedback: "",
  usage: {},
  latencyMs: 1,
  at: 1,
});

test("a step under way reads each of its rollouts once, however often it is looked at", async () => {
  const db = await openFresh();
  let read = 0;
  db.rollouts.hook("reading", (row: RolloutRow) => {
    read += 1;
    return row;
  });
  const known = new Set<number>();
  const look = async (): Promise<number[]> => {
    const fresh = await newRolloutsSince(db, "run", 10, 300, known);
    for (const row of fresh) known.add(row.callIndex);
    return fresh.map((row) => row.callIndex);
  };
  await db.rollouts.bulkAdd([rollout(9), rollout(10), rollout(12), { ...rollout(10), runId: "other" }]);
  expect(await look()).toEqual([10, 12]);
  expect(await look()).toEqual([]);
  // Answers of parallel calls come out of order.
  await db.rollouts.bulkAdd([rollout(11), rollout(13)]);
  expect(await look()).toEqual([11, 13]);
  expect(read).toBe(4);
});
