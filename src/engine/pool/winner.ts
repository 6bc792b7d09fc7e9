import type { CandidateEntry, RunState } from "../state/state.ts";
import { tokensOf } from "./standing.ts";

/**
 * The one notion of "best", on every page and in every file: the winner of the final, and before there was one the
 * best of the candidates that were asked every row. Runs from before there were finals keep the rule of their spec.
 */
export function chooseWinner(state: RunState): CandidateEntry | null {
  const { winner } = state.spec;
  if (winner.kind === "newest-best") return state.candidates[state.final?.winner ?? state.best.index] ?? null;
  const best = highestMean(state.candidates);
  if (best === null || winner.kind === "highest-mean") return best;
  const band = winner.rows / Math.max(1, state.spec.splits.pareto);
  const close = state.candidates.filter(
    (one) => one.mean >= best.mean - band && one.scores.length >= best.scores.length,
  );
  return close.reduce((a, b) => (tokensOf(b) < tokensOf(a) ? b : a), close[0] ?? best);
}

/** Highest mean; ties to the one scored on more rows, then to the lower index. */
function highestMean(candidates: readonly CandidateEntry[]): CandidateEntry | null {
  let best: CandidateEntry | null = null;
  for (const one of candidates) {
    if (one.inheritedRows > 0) continue;
    if (best === null || one.mean > best.mean) best = one;
    else if (one.mean === best.mean && one.scores.length > best.scores.length) best = one;
  }
  return best;
}
