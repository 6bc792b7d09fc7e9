import { bestCandidate, type CandidateEntry, type RunState } from "../../engine/index.ts";

/** The candidate a page shows: the first with the highest mean while the search goes on, the winner once it has ended. */
export function leadingCandidate(state: RunState): CandidateEntry | undefined {
  if (state.status === "stopped") return bestCandidate(state) ?? undefined;
  return state.candidates[state.best.index];
}
