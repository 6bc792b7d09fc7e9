import { bestCandidate, type CandidateEntry, type RunState } from "../../engine/index.ts";
import { candidateTokens } from "../run/candidate-tokens.ts";
import { formatPercent, plural } from "./numbers.ts";

/** Rivals named in the sentence; the charts show them all. */
const mostNamed = 3;

/** Why this one won over others that scored as much or more; undefined where it is simply the best. */
export function winnerWords(state: RunState): string | undefined {
  const winner = bestCandidate(state);
  if (state.status !== "stopped" || winner === null) return undefined;
  const rivals = state.candidates
    .filter((one) => one !== winner && one.mean >= winner.mean)
    .toSorted((a, b) => b.mean - a.mean || a.index - b.index);
  const best = rivals[0];
  if (best === undefined) return undefined;
  return `c${winner.index} is the winner: ${comparison(state, winner, rivals)}; ${whyTaken(winner, best)}.`;
}

function comparison(state: RunState, winner: CandidateEntry, rivals: readonly CandidateEntry[]): string {
  const score = formatPercent(winner.mean);
  const best = rivals[0]!;
  const { winner: rule } = state.spec;
  if (best.mean > winner.mean && rule.kind === "noise-band")
    return `it has ${score} of the Pareto rows and c${best.index} ${formatPercent(best.mean)}, but a difference of no more than ${plural(rule.rows, "row")} is mostly luck`;
  const named = rivals.slice(0, mostNamed).map(({ index }) => `c${index}`);
  const more = rivals.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""} also ${rivals.length === 1 ? "has" : "have"} its ${score} of the Pareto rows`;
}

function whyTaken(winner: CandidateEntry, best: CandidateEntry): string {
  const tokens = candidateTokens(winner.texts);
  return tokens < candidateTokens(best.texts)
    ? `the shorter prompt is taken, ${plural(tokens, "token")} against ${candidateTokens(best.texts)}`
    : "the one found first is taken";
}
