import { toArray } from "../../shared/append-only.ts";
import type { RunState } from "../state/state.ts";
import { frontsOf } from "./frontier.ts";
import { removeDominated, samplingList } from "./remove-dominated.ts";

/** Tickets in the draw for the next parent: candidate -> keys on which it stands once dominated ones are removed. */
export function parentTickets(state: RunState): ReadonlyMap<number, number> {
  const fronts = frontsOf(state.frontier, state.spec.frontier).map((front) => toArray(front.members));
  const kept = removeDominated(fronts, (index) => state.candidates[index]?.mean ?? 0, state.spec.setOrder);
  const tickets = new Map<number, number>();
  for (const candidate of samplingList(kept)) tickets.set(candidate, (tickets.get(candidate) ?? 0) + 1);
  return tickets;
}

/** Candidates that may still become a parent: on the frontier, and not covered everywhere by others. */
export function aliveCandidates(state: RunState): ReadonlySet<number> {
  return new Set(parentTickets(state).keys());
}
