import { beforeAll, expect, test } from "vitest";

import type { RolloutRow, RunRow } from "../../src/storage/rows.ts";
import { ownComparison, ownVerdictWords } from "../../src/views/run/own-prompts.ts";
import { type ScriptedRun, scriptedRun } from "../support/scripted-run.ts";

const plain = (text: string): string => text.replaceAll(/[\u202f\u00a0]/g, " ");

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

/** The seed's rewrite by a person, as the worker leaves it: right on the first `right` of the rows it was asked. */
function scored(right: number, asked: number): readonly [RunRow, readonly RolloutRow[]] {
  const { pareto } = made.run.splits;
  const check: RunRow = {
    ...made.run,
    id: "own",
    splits: { feedback: [], pareto: [], test: pareto },
    check: { of: made.run.id, kind: "own-prompt", candidates: [{ index: 0, hash: "own", texts: {} }] },
  };
  const like = made.rollouts[0]!;
  const rollouts = Array.from({ length: asked }, (_, callIndex): RolloutRow => ({
    ...like,
    runId: "own",
    callIndex,
    outcome: { kind: "scored", score: callIndex < right ? 1 : 0 },
  }));
  return [check, rollouts];
}

test("a prompt of one's own is compared with the one it rewrites, row by row, and the verdict is said in words", () => {
  const rows = made.run.splits.pareto.length;
  const found = ownComparison(...scored(rows, rows), made.state)!;
  expect(found).toMatchObject({ rows, verdict: "better", seed: 0 });
  expect(plain(ownVerdictWords(found, "Pareto row"))).toMatch(
    /^Better than c0: 100 % against \d+ % on 30 Pareto rows\. \+[\d.]+ points, 95 % interval from \+[\d.]+ to \+[\d.]+\.$/,
  );
});

test("the verdict is not sure where the rows cannot tell, and worse where they say so", () => {
  const rows = made.run.splits.pareto.length;
  const seedRight = made.state.candidates[0]!.scores.filter(({ score }) => score === 1).length;
  expect(ownVerdictWords(ownComparison(...scored(1, 2), made.state)!, "Pareto row")).toMatch(
    /^Not sure whether it beats c0/,
  );
  const worse = ownComparison(...scored(0, rows), made.state)!;
  expect(worse.verdict).toBe(seedRight > 5 ? "worse" : "unclear");
});

test("before its first answer it has no verdict", () => {
  expect(ownComparison(...scored(0, 0), made.state)).toBeUndefined();
});
