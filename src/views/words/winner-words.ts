import { bestCandidate, type CandidateEntry, type FinalResult, type RunState } from "../../engine/index.ts";
import { candidateTokens } from "../run/candidate-tokens.ts";
import { formatPercent, plural } from "./numbers.ts";

/** Rivals named in the sentence; the charts show them all. */
const mostNamed = 3;

/** Why this one won over others that scored as much or more; undefined where it is simply the best. */
export function winnerWords(state: RunState): string | undefined {
  const winner = bestCandidate(state);
  if (state.status !== "stopped" || winner === null || !Number.isFinite(winner.mean)) return undefined;
  if (state.final !== null) return finalWords(state.final);
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
    : `the one found ${winner.index < best.index ? "first" : "last"} is taken`;
}

/** What the final said: "c5 won the final over c3: against the seed 12 rows won and 2 lost, on rows none of them had seen." */
function finalWords({
  winner,
  challenger,
  scores,
  rows,
  won,
  lost,
  onFreshRows,
  tells,
}: FinalResult): string | undefined {
  if (challenger === 0) return undefined;
  const where = onFreshRows ? "rows that did not choose it" : "Pareto rows";
  const count = `on ${plural(rows, "row")} (${where}) it did better than the seed on ${won} and worse on ${lost}`;
  if (winner !== challenger)
    return `The seed stays: c${challenger} scored highest, but ${count}, which chance alone does too often.`;
  const others = scores.filter(({ candidate }) => candidate !== winner && candidate !== 0);
  const over = others.map(({ candidate }) => `c${candidate}`).join(" and ");
  return `c${winner} won the final${over === "" ? "" : ` over ${over}`}: ${count}${tells ? "" : "; so few rows prove little"}.`;
}
