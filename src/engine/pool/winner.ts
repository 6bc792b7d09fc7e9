import { estimateTokens } from "../../shared/estimate-tokens.ts";
import type { CandidateEntry, RunState } from "../state/state.ts";

/**
 * With 20 to 60 Pareto rows the highest mean is mostly luck (peers.md 1.6), so the studio takes, among the
 * candidates within `rows` rows of the best mean, the one with the fewest tokens. Candidates scored on fewer
 * rows than the best-covered one do not compete with it there.
 */
export function chooseWinner(state: RunState): CandidateEntry | null {
  const { winner } = state.spec;
  const best = highestMean(state.candidates);
  if (best === null || winner.kind === "highest-mean") return best;
  const band = winner.rows / Math.max(1, state.spec.splits.pareto);
  const close = state.candidates.filter(
    (one) => one.mean >= best.mean - band && one.scores.length >= best.scores.length,
  );
  return close.reduce((a, b) => (tokens(b) < tokens(a) ? b : a), close[0] ?? best);
}

/** Highest mean; ties to the one scored on more rows, then to the lower index. */
export function highestMean(candidates: readonly CandidateEntry[]): CandidateEntry | null {
  let best: CandidateEntry | null = null;
  for (const one of candidates) {
    if (best === null || one.mean > best.mean) best = one;
    else if (one.mean === best.mean && one.scores.length > best.scores.length) best = one;
  }
  return best;
}

function tokens(entry: CandidateEntry): number {
  return Object.values(entry.texts).reduce((sum, text) => sum + estimateTokens(text), 0);
}
