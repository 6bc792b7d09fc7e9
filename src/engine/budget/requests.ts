import type { StopReason, TooLittle } from "../journal/stop-reason.ts";
import type { Budget } from "../options/spec.ts";
import type { RequestsSent } from "../ports.ts";
import type { RunState } from "../state/state.ts";

/** The most requests a rollout is taken to send. */
export function requestsPerRollout(budget: Pick<Budget, "requestsPerRollout">): number {
  return budget.requestsPerRollout ?? 1;
}

/** Requests until the limit; infinite without one. */
export function requestsLeft({ budget, spent }: RunState): number {
  return (budget.requests ?? Number.POSITIVE_INFINITY) - spent.requests;
}

/** Rollouts the whole budget pays for; infinite without a limit. */
export function rolloutBudget(budget: Budget): number {
  const most = budget.metricCalls ?? Number.POSITIVE_INFINITY;
  const requests = budget.requests ?? Number.POSITIVE_INFINITY;
  return Math.min(most, Math.floor(requests / requestsPerRollout(budget)));
}

/** Rollouts that still fit, each at its dearest. */
export function metricCallsLeft(state: RunState): number {
  const { budget, spent } = state;
  const most = (budget.metricCalls ?? Number.POSITIVE_INFINITY) - spent.metricCalls;
  return Math.min(most, Math.floor(requestsLeft(state) / requestsPerRollout(budget)));
}

/** The state as a decision about the budget has to see it: with what left and brought no answer. */
export function withSent(state: RunState, sent: RequestsSent | undefined): RunState {
  if (sent === undefined) return state;
  const { spent } = state;
  const requests = Math.max(spent.requests, sent.rollouts);
  const reflectionCalls = Math.max(spent.reflectionCalls, sent.reflections);
  if (requests === spent.requests && reflectionCalls === spent.reflectionCalls) return state;
  return { ...state, spent: { ...spent, requests, reflectionCalls } };
}

/** Why rollouts that are needed cannot be begun. */
export function tooSmall(state: RunState, rollouts: number): StopReason {
  return { kind: "budget-too-small", ...tooLittle(state, rollouts) };
}

/** Rollouts that are needed and what is left, in the unit of the limit that is met. */
export function tooLittle(state: RunState, rollouts: number): TooLittle {
  if (state.budget.requests === null)
    return { what: "metric-calls", needs: rollouts, has: metricCallsLeft(state) };
  const needs = rollouts * requestsPerRollout(state.budget);
  return { what: "requests", needs, has: requestsLeft(state) };
}
