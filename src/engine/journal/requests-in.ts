import type { EngineSpec } from "../options/spec.ts";
import type { EvaluationOutcome } from "../ports.ts";
import type { JournalEvent } from "./events.ts";

/** Requests an event's rollouts of the search sent; the sealed test is no part of it. */
export function requestsIn(event: JournalEvent): number {
  if (event.type === "iteration-failed") return event.requests ?? 0;
  if (event.type === "budget-raised" || !("metricCalls" in event)) return 0;
  return event.requests ?? event.metricCalls;
}

/** The event with the requests its calls sent, where they are counted and are not one for each metric call. */
export function withRequests<E extends JournalEvent>(
  spec: EngineSpec,
  event: E,
  outcomeOf: (callIndex: number) => EvaluationOutcome | undefined,
): E {
  if (spec.budget.requestsPerRollout === null || !("calls" in event)) return event;
  if (event.type === "reflected") return event;
  let requests = 0;
  for (let i = event.calls.from; i < event.calls.from + event.calls.count; i++)
    requests += requestsOf(outcomeOf(i));
  const usual = event.type === "test-evaluated" ? event.calls.count : requestsIn(event);
  return requests === usual ? event : { ...event, requests };
}

function requestsOf(outcome: EvaluationOutcome | undefined): number {
  if (outcome === undefined) return 0;
  return outcome.requests ?? (outcome.kind === "scored" ? 1 : 0);
}
