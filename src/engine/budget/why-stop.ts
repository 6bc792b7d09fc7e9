import type { StopReason } from "../journal/events.ts";
import type { RunState } from "../state/state.ts";
import { idleLimit } from "./idle-limit.ts";
import { idleStop, withoutRewrites } from "./idle-stop.ts";
import { metricCallsLeft, requestsLeft, tooSmall } from "./requests.ts";
import { proposalNeeds, reflectionCallsLeft, rewritesAreOver, showsOnly } from "./reservation.ts";

/** Iterations in a row that may end because calls failed. */
const failingIterations = 3;

/** Asked between iterations, in the reference's order: the conditions of the spec, then the budget. */
export function whyStop(state: RunState): StopReason | null {
  if (state.failure !== null) return { kind: "failed", reason: state.failure };
  return stopCondition(state) ?? livenessStop(state) ?? budgetStop(state);
}

function stopCondition({ spec, best, improvement, candidates, iteration }: RunState): StopReason | null {
  const { stop } = spec;
  const isProven = candidates[best.index]?.provenAfter != null;
  if (stop.score !== null && isProven && best.mean >= stop.score) {
    return { kind: "score-reached", score: best.mean, threshold: stop.score };
  }
  if (stop.noImprovement !== null && improvement.iterationsSince >= stop.noImprovement) {
    return { kind: "no-improvement", iterations: improvement.iterationsSince };
  }
  if (stop.candidates !== null && candidates.length >= stop.candidates) {
    return { kind: "enough-candidates", candidates: candidates.length };
  }
  if (stop.iterations !== null && iteration >= stop.iterations) {
    return { kind: "enough-iterations", iterations: iteration };
  }
  return null;
}

function livenessStop(state: RunState): StopReason | null {
  const { idle, spec } = state;
  if (spec.failures.kind === "leave-out" && idle.failing >= failingIterations) {
    return { kind: "calls-keep-failing", iterations: idle.failing };
  }
  return idle.iterations >= idleLimit(state) && !showsOnly(state) ? idleStop(state) : null;
}

function budgetStop(state: RunState): StopReason | null {
  const { budget, spent } = state;
  const metricCalls = metricCallsLeft(state);
  const reflectionCalls = reflectionCallsLeft(state);
  if (requestsLeft(state) <= 0) {
    return { kind: "requests-spent", used: spent.requests, limit: budget.requests ?? 0 };
  }
  if (metricCalls <= 0 && budget.requests === null) {
    return { kind: "metric-calls-spent", used: spent.metricCalls, limit: budget.metricCalls ?? 0 };
  }
  const needs = proposalNeeds(state);
  if (rewritesAreOver(state) && !(showsOnly(state) && metricCalls >= needs.metricCalls))
    return withoutRewrites(state);
  if (budget.policy === "overshoot" || reflectionCalls <= 0) return null;
  if (metricCalls < needs.metricCalls) return tooSmall(state, needs.metricCalls);
  if (reflectionCalls < needs.reflectionCalls) {
    const has = reflectionCalls;
    return { kind: "budget-too-small", what: "reflection-calls", needs: needs.reflectionCalls, has };
  }
  return null;
}
