import { applyEvent, initialState, type RunState } from "../../engine/index.ts";
import type { EventRow } from "../../storage/rows.ts";

/** One more row of a journal folded onto the state before it; undefined until the journal begins. */
export function foldRow(state: RunState | undefined, { event }: EventRow): RunState | undefined {
  if (state) return applyEvent(state, event);
  return event.type === "run-started" ? applyEvent(initialState(event.spec), event) : undefined;
}
