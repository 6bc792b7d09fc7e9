import { sum } from "../../shared/statistics/mean.ts";
import type { EvaluationOutcome } from "../ports.ts";
import type { ObjectiveScores } from "../vocabulary.ts";
import type { EvaluatedRow, FailedRow, ScoredRow } from "../vocabulary.ts";

export function isScored(row: EvaluatedRow): row is ScoredRow {
  return "score" in row;
}

export function isFailed(row: EvaluatedRow): row is FailedRow {
  return "failed" in row;
}

/** Plain left-to-right sum: the acceptance test of the reference rests on it. */
export function sumScores(rows: readonly { readonly score: number }[]): number {
  return rows.reduce((sum, row) => sum + row.score, 0);
}

/** All objectives of all rows together. */
export function sumObjectives(rows: readonly ScoredRow[]): number {
  return rows.reduce((total, { objectives }) => total + sum(Object.values(objectives ?? {})), 0);
}

/** Mean score; -Infinity for no rows, as in the reference. */
export function meanScore(rows: readonly { readonly score: number }[]): number {
  return rows.length === 0 ? Number.NEGATIVE_INFINITY : sumScores(rows) / rows.length;
}

/** Mean of each objective over the rows that report it, objectives in order of first appearance. */
export function meanObjectives(rows: readonly ScoredRow[]): ObjectiveScores {
  const sums: Record<string, { sum: number; count: number }> = {};
  for (const row of rows) {
    for (const [name, score] of Object.entries(row.objectives ?? {})) {
      const entry = (sums[name] ??= { sum: 0, count: 0 });
      entry.sum += score;
      entry.count += 1;
    }
  }
  return Object.fromEntries(Object.entries(sums).map(([name, { sum, count }]) => [name, sum / count]));
}

/** The rows both sides answered, in order, as pairs; a row repeated in the minibatch counts each time. */
export function answeredByBoth(
  left: readonly EvaluatedRow[],
  right: readonly EvaluatedRow[],
): { readonly left: ScoredRow; readonly right: ScoredRow }[] {
  return left.flatMap((one, i) => {
    const other = right[i];
    return other !== undefined && isScored(one) && isScored(other) ? [{ left: one, right: other }] : [];
  });
}

export function rowOf(example: number, outcome: EvaluationOutcome): EvaluatedRow {
  if (outcome.kind === "failed") return { example, callIndex: outcome.callIndex, failed: outcome.reason };
  const { callIndex, score, objectiveScores: objectives } = outcome;
  return objectives === undefined ? { example, callIndex, score } : { example, callIndex, score, objectives };
}
