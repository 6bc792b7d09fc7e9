import type { RunState } from "../../engine/index.ts";
import type { RolloutRow } from "../../storage/rows.ts";

/** callIndexes of the rollouts on which a candidate (or any) scored differently from its parent on the same row. */
export function changedRows(state: RunState, only: number | undefined): ReadonlySet<number> {
  const found = new Set<number>();
  for (const candidate of state.candidates) {
    if (only !== undefined && candidate.index !== only) continue;
    const parent = state.candidates[candidate.parents[0] ?? -1];
    if (parent === undefined) continue;
    const before = new Map(parent.scores.map((row) => [row.example, row.score]));
    for (const row of candidate.scores) {
      const was = before.get(row.example);
      if (was !== undefined && was !== row.score) found.add(row.callIndex);
    }
  }
  return found;
}

/** The candidate a rollout belongs to, where it became one. */
export function candidateOf(state: RunState, row: RolloutRow): number | undefined {
  return state.candidates.find((candidate) => candidate.hash === row.candidateHash)?.index;
}
