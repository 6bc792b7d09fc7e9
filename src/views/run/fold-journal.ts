import {
  applyEvent,
  bestCandidate,
  type CandidateEntry,
  initialState,
  type RunState,
} from "../../engine/index.ts";
import type { EventRow } from "../../storage/rows.ts";

/** One more row of a journal folded onto the state before it; undefined until the journal begins. */
export function foldRow(state: RunState | undefined, { event }: EventRow): RunState | undefined {
  if (state) return applyEvent(state, event);
  return event.type === "run-started" ? applyEvent(initialState(event.spec), event) : undefined;
}

/** What would be handed out now; undefined before anything was scored. */
export function bestOf(state: RunState | undefined): CandidateEntry | undefined {
  return state === undefined ? undefined : (bestCandidate(state) ?? undefined);
}
