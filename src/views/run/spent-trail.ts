import { requestsIn, type RunState } from "../../engine/index.ts";
import type { EventRow } from "../../storage/rows.ts";
import type { SpentAt } from "./measured-speed.ts";

/** The newest events say enough about the speed. */
const recentEvents = 40;

/** Requests spent after each of the newest events, counted back from the present. */
export function spentTrail(events: readonly EventRow[], state: RunState | undefined): readonly SpentAt[] {
  if (state === undefined) return [];
  let calls = state.spent.requests;
  const trail: SpentAt[] = [];
  for (const row of events.slice(-recentEvents).toReversed()) {
    const isReflection = row.event.type === "reflected" && row.event.reflectionCalls > 0;
    trail.push({ at: row.at, calls, ...(isReflection ? { isReflection } : {}) });
    calls -= requestsIn(row.event);
  }
  return trail.toReversed();
}
