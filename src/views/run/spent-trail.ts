import type { RunState } from "../../engine/index.ts";
import type { EventRow } from "../../storage/rows.ts";
import type { SpentAt } from "./measured-speed.ts";

/** The newest events say enough about the speed. */
const recentEvents = 40;

/** Calls spent after each of the newest events, counted back from the present. */
export function spentTrail(events: readonly EventRow[], state: RunState | undefined): readonly SpentAt[] {
  if (state === undefined) return [];
  let calls = state.spent.metricCalls;
  const trail: SpentAt[] = [];
  for (const row of events.slice(-recentEvents).toReversed()) {
    trail.push({ at: row.at, calls, ...(row.event.type === "reflected" ? { isReflection: true } : {}) });
    // A raised budget carries a number of calls too, but a limit and not a spending.
    if (row.event.type !== "budget-raised" && "metricCalls" in row.event) calls -= row.event.metricCalls;
  }
  return trail.toReversed();
}
