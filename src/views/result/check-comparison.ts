import { type EvaluatedRow, isScored, meanScore, type TestResult } from "../../engine/index.ts";
import type { RolloutRow, RunRow } from "../../storage/rows.ts";
import { compareTests, type TestComparison } from "./test-comparison.ts";

/** Seed against winner by a check's stored answers; undefined before both were asked on some row. */
export function checkComparison(check: RunRow, rollouts: readonly RolloutRow[]): TestComparison | undefined {
  const [seed, winner] = check.check?.candidates ?? [];
  const rows = check.splits.test.length;
  if (seed === undefined || winner === undefined) return undefined;
  const before = checkResult(seed.index, 0, rows, rollouts);
  const after = checkResult(winner.index, 1, rows, rollouts);
  const found = compareTests(before, after);
  return found.rows === 0 ? undefined : found;
}

/** What one of a check's prompts got on its rows, as far as it was asked; `place` is its place among the prompts. */
export function checkResult(
  candidate: number,
  place: number,
  count: number,
  rollouts: readonly RolloutRow[],
): TestResult {
  const rows = rollouts
    .filter(({ callIndex }) => Math.floor(callIndex / count) === place)
    .map(({ callIndex, outcome }): EvaluatedRow => {
      const example = callIndex - place * count;
      return outcome.kind === "failed"
        ? { example, callIndex, failed: outcome.message }
        : { example, callIndex, score: outcome.score };
    });
  return { candidate, rows, mean: meanScore(rows.filter(isScored)) };
}
