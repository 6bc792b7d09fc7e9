import { isScored } from "../journal/rows.ts";
import type { RunState } from "../state/state.ts";
import type { EvaluatedRow, ScoredRow } from "../vocabulary.ts";

/**
 * Rows that cannot be answered, after the caller's own retries. A Pareto row the first seed has no answer on is left
 * out for every candidate. On a row that only a later candidate has no answer on, its parent's score stands: neither
 * gain nor loss. Either is asked again when a person wishes it.
 */

/** The positions of the Pareto split that count. */
export function paretoPositions({ spec, leftOut }: Pick<RunState, "spec" | "leftOut">): number[] {
  const out = new Set(leftOut.map((row) => row.example));
  return Array.from({ length: spec.splits.pareto }, (_, position) => position).filter(
    (position) => !out.has(position),
  );
}

/** More missing answers than this share of its rows are no accident of a row: the candidate is not taken. */
export const mostStandIns = 0.25;

/** Rows of a candidate with the lower of its parents' scores where it has none; null when too many are missing. */
export function withStandIns(
  state: RunState,
  rows: readonly EvaluatedRow[],
  parents: readonly number[],
): ScoredRow[] | null {
  const missing = rows.filter((row) => !isScored(row)).length;
  if (missing > Math.max(1, Math.floor(rows.length * mostStandIns)) || missing === rows.length) return null;
  const filled = rows.map((row) => (isScored(row) ? row : standIn(state, row.example, parents)));
  return filled.every((row) => row !== undefined) ? filled : null;
}

/**
 * Rows of a candidate that is asked what it inherited, or what nobody in its line was asked: an inherited score stands;
 * else the lowest of anybody. Too many missing: none stands.
 */
export function withEarlierScores(
  state: RunState,
  rows: readonly EvaluatedRow[],
  candidate: number,
): readonly EvaluatedRow[] {
  const missing = rows.filter((row) => !isScored(row)).length;
  if (missing > Math.max(1, Math.floor(rows.length * mostStandIns))) return rows;
  const heir = state.candidates[candidate]!.inherits ?? candidate;
  const anybody = state.candidates.map((one) => one.index);
  return rows.map((row) =>
    isScored(row)
      ? row
      : (standIn(state, row.example, [heir]) ?? standIn(state, row.example, anybody) ?? row),
  );
}

function standIn(state: RunState, example: number, parents: readonly number[]): ScoredRow | undefined {
  const known = parents.flatMap(
    (parent) => state.candidates[parent]?.scores.filter((row) => row.example === example) ?? [],
  );
  const [lowest] = known.toSorted((a, b) => a.score - b.score);
  return lowest === undefined ? undefined : { ...lowest, from: "parent" };
}
