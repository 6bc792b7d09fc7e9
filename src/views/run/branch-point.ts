import { applyEvent, initialState, type RunState } from "../../engine/index.ts";
import type { EventRow } from "../../storage/rows.ts";

/** A branch goes on searching, so it leaves out the end of the run: its stop and its sealed test. */
export function lastSearching(events: readonly EventRow[], wanted: number): number {
  const ends = new Set(["run-stopped", "run-reopened", "test-evaluated"]);
  let count = Math.min(wanted, events.length);
  while (count > 1 && ends.has(events[count - 1]?.event.type ?? "")) count -= 1;
  return count;
}

/** The run as it was after so many events. */
export function stateAfter(events: readonly EventRow[], count: number): RunState | undefined {
  const first = events[0]?.event;
  if (first?.type !== "run-started") return undefined;
  return events
    .slice(0, count)
    .reduce((state, row) => applyEvent(state, row.event), initialState(first.spec));
}
