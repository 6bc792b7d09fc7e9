import { addEntry, getEntry } from "../../shared/append-only.ts";
import { isFailed, isScored } from "../journal/rows.ts";
import type { EngineSpec } from "../options/spec.ts";
import type { EvaluatedRow } from "../vocabulary.ts";
import type { Split } from "../vocabulary.ts";
import type { KnownRollout, RunState } from "./state.ts";

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
  let { known } = state;
  for (const row of rows) {
    if (!isScored(row) || row.from !== undefined) continue;
    const rollout: KnownRollout = { score: row.score, callIndex: row.callIndex, split };
    known = addEntry(
      known,
      knownKey(state.spec, split, row.example, hash),
      row.objectives === undefined ? rollout : { ...rollout, objectives: row.objectives },
    );
  }
  return { ...state, known };
}

export function knownRollout(
  state: RunState,
  split: Split,
  example: number,
  hash: string,
): KnownRollout | undefined {
  return getEntry(state.known, knownKey(state.spec, split, example, hash));
}

/** Rows of the two splits are never mixed (gepa#424), unless the splits are declared to be the same rows. */
function knownKey(spec: EngineSpec, split: Split, example: number, hash: string): string {
  const owner = split === "pareto" && spec.splits.paretoIsFeedback ? "feedback" : split;
  return `${owner}:${example}:${hash}`;
}
