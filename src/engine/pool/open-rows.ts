import { createSeededRandom } from "../../shared/seeded-random.ts";
import { isFailed } from "../journal/rows.ts";
import type { Draft } from "../state/draft.ts";
import type { CandidateEntry, RunState } from "../state/state.ts";
import type { EvaluatedRow, ScoredRow } from "../vocabulary.ts";
import { isInherited } from "./inherited-rows.ts";
import { mostStandIns, paretoPositions } from "./left-out.ts";

/** Pareto positions nobody in a candidate's line was asked yet, ascending. */
export function openPositions(state: RunState, { openRows, scores }: CandidateEntry): readonly number[] {
  return openRows === 0 ? [] : unscored(state, scores);
}

/** Pareto positions that count and have no place in these scores, ascending. */
export function unscored(
  state: Pick<RunState, "spec" | "leftOut">,
  scores: readonly ScoredRow[],
): readonly number[] {
  const known = new Set(scores.map((row) => row.example));
  return paretoPositions(state).filter((position) => !known.has(position));
}

/** What is to be asked before a candidate's mean is its own: what it inherited, and what is open. */
export function positionsToProve(state: RunState, entry: CandidateEntry): readonly number[] {
  const inherited = entry.scores.filter(isInherited).map((row) => row.example);
  return [...inherited, ...openPositions(state, entry)].toSorted((a, b) => a - b);
}

/** The next rows that a seed is asked, in an order of their own. */
export function nextOpened(state: RunState, scored: readonly ScoredRow[], count: number): readonly number[] {
  const asked = new Set(scored.map((row) => row.example));
  const order = createSeededRandom(state.spec.seed, "opening").shuffled(paretoPositions(state));
  return order
    .filter((position) => !asked.has(position))
    .slice(0, count)
    .toSorted((a, b) => a - b);
}

/** A few rows that nobody could be run on count for nobody; many at once are no accident of a row. */
export function leaveOutUnanswered(state: Draft, candidate: number, rows: readonly EvaluatedRow[]): void {
  const known = new Set(state.candidates[candidate]!.scores.map((row) => row.example));
  const missing = rows.filter(isFailed).filter(({ example }) => !known.has(example));
  if (missing.length === 0 || missing.length > Math.max(1, rows.length * mostStandIns)) return;
  state.leftOut = [...state.leftOut, ...missing];
  state.candidates = state.candidates.map((entry): CandidateEntry => {
    if (entry.openRows === 0) return entry;
    const openRows = unscored(state, entry.scores).length;
    const isProven = openRows + entry.inheritedRows === 0;
    return { ...entry, openRows, provenAfter: isProven ? state.spent.requests : null };
  });
}
