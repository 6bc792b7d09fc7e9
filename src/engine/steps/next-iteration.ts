import type { RunState } from "../state/state.ts";

/** A merge search that found nothing has opened the iteration already; otherwise a new one begins. */
export function nextIteration(state: RunState): number {
  return state.phase.at === "merge-failed" ? state.iteration : state.iteration + 1;
}
