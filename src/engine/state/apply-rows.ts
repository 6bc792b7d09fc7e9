import { isFailed } from "../journal/rows.ts";
import type { EvaluatedRow, Split } from "../vocabulary.ts";
import type { Draft } from "./draft.ts";
import { addRollouts, eachRollout, findRollout } from "./known-rollouts.ts";
import type { KnownRollout, RolloutsOf } from "./known-rollouts.ts";
import type { RunState } from "./state.ts";

/** Counts rows that cost no metric call, and calls that failed; remembers scores where the spec reads them again. */
export function takeRows(state: Draft, split: Split, hash: string, rows: readonly EvaluatedRow[]): void {
  const { spec, spent } = state;
  for (const row of rows) {
    if (isFailed(row)) spent.failed += 1;
    else if (row.from === "reused") spent.reused += 1;
    else if (row.from === "cache") spent.cached += 1;
  }
  if (spec.cache || spec.reuseParentRollouts)
    state.known = addRollouts(state.known, whose(state, split, hash), rows);
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
