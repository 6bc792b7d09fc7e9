import { aliveCandidates, type RunState } from "../../engine/index.ts";
import type { CandidateEntry } from "../../engine/index.ts";

/** Which calls of which candidates stand for all, where reading every one would take long. */
export function sampleOf(state: RunState): readonly Sampled[] {
  const alive = aliveCandidates(state);
  return state.candidates
    .toSorted((a, b) => Number(alive.has(b.index)) - Number(alive.has(a.index)) || b.mean - a.mean)
    .slice(0, mostCandidates)
    .map((candidate) => ({
      candidate,
      calls: candidate.scores.slice(0, rolloutsEach).map((row) => row.callIndex),
    }));
}

export interface Sampled {
  readonly candidate: CandidateEntry;
  readonly calls: readonly number[];
}

/** Candidates and rollouts of each that are read for the means: enough to rank them, few enough to read at once. */
const mostCandidates = 24;

const rolloutsEach = 20;
