import { mean, sum } from "../../shared/statistics/mean.ts";
import type { CandidateEntry } from "../state/state.ts";
import type { ScoredRow } from "../vocabulary.ts";

/**
 * Is a child behind its parent by more than a standard error? The rows it was asked hold more of those its parent fails
 * than chance would pick, so each kind counts by its share of all rows. The parent's scores are read, not asked.
 */
export function isClearlyWorse(
  parent: CandidateEntry,
  asked: readonly ScoredRow[],
  perfect: number,
): boolean {
  const known = new Map(parent.scores.map((row) => [row.example, row.score]));
  const kinds = [true, false].map((fails) => {
    const isKind = (score: number): boolean => score < perfect === fails;
    const share = parent.scores.filter(({ score }) => isKind(score)).length / parent.scores.length;
    const moved = asked.flatMap(({ example, score }) => {
      const before = known.get(example);
      return before !== undefined && isKind(before) ? [score - before] : [];
    });
    return { share, moved };
  });
  let behind = 0;
  let variance = 0;
  for (const { share, moved } of kinds) {
    if (moved.length === 0) continue;
    behind -= (share * sum(moved)) / moved.length;
    const square = mean(moved.map((one) => one ** 2));
    variance += (share ** 2 * square) / moved.length;
  }
  return behind > 0 && behind > Math.sqrt(variance);
}
