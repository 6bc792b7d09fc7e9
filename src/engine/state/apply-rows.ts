import { isFailed, isScored } from "../journal/rows.ts";
import type { EvaluatedRow, Split } from "../vocabulary.ts";
import { addRollouts, eachRollout, findRollout } from "./known-rollouts.ts";
import type { KnownRollout, RolloutsOf } from "./known-rollouts.ts";
import type { RunState } from "./state.ts";

/** Counts rows that cost no metric call, and calls that failed. */
export function spendRows(state: RunState, rows: readonly EvaluatedRow[]): RunState {
  // The usual case: every row was paid for.
  if (rows.every((row) => isScored(row) && row.from === undefined)) return state;
  const count = (test: (row: EvaluatedRow) => boolean): number => rows.filter(test).length;
  const { spent } = state;
  return {
    ...state,
    spent: {
      ...spent,
      reused: spent.reused + count((row) => isScored(row) && row.from === "reused"),
      cached: spent.cached + count((row) => isScored(row) && row.from === "cache"),
      failed: spent.failed + count(isFailed),
    },
  };
}

/** Remembers scores for the cache and for reuse; nothing when the spec wants neither. */
export function rememberRows(
  state: RunState,
  split: Split,
  hash: string,
  rows: readonly EvaluatedRow[],
): RunState {
  if (!state.spec.cache && !state.spec.reuseParentRollouts) return state;
  const known = addRollouts(state.known, whose(state, split, hash), rows);
  return known === state.known ? state : { ...state, known };
}

export function knownRollout(
  state: RunState,
  split: Split,
  example: number,
  hash: string,
): KnownRollout | undefined {
  return findRollout(state.known, whose(state, split, hash), example);
}

/** Visits every feedback row some texts were run on, with its score. */
export function eachFeedbackRollout(
  state: RunState,
  hash: string,
  visit: (example: number, score: number) => void,
): void {
  eachRollout(state.known, whose(state, "feedback", hash), visit);
}

function whose({ spec }: RunState, split: Split, hash: string): RolloutsOf {
  return { hash, split, splitsAreOne: spec.splits.paretoIsFeedback };
}
