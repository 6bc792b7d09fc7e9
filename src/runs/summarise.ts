import { bestCandidate } from "../engine/state/selectors.ts";
import type { RunState } from "../engine/state/state.ts";
import type { RunSummary } from "../storage/rows.ts";

/** The small line that lists show; the journal is the truth. */
export function summarise(state: RunState, usage: RunSummary["usage"], sent: number): RunSummary {
  const seed = state.candidates[0];
  const best = bestCandidate(state);
  const testOf = (candidate: number | undefined) =>
    state.test.findLast((result) => result.candidate === candidate)?.mean;
  const parts = {
    seedScore: seed?.mean,
    bestScore: best?.mean,
    stopReason: state.stopReason?.kind,
    seedTestScore: testOf(seed?.index),
    bestTestScore: testOf(best?.index),
    requests:
      state.spec.budget.requestsPerRollout === null ? undefined : Math.max(sent, state.spent.requests),
    usage,
  };
  const known = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  return {
    ...known,
    metricCalls: state.spent.metricCalls,
    reflectionCalls: state.spent.reflectionCalls,
    iterations: state.iteration,
  };
}
