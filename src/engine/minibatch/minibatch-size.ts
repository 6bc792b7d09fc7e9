import type { RunState } from "../state/state.ts";

/**
 * Enough rows for 7 minibatches in 10 to hold a failing one, between 3 and 8 and at most the feedback set.
 * A minibatch without a failing row costs its rollouts and teaches nothing.
 */
export function proposedMinibatchSize(failureRate: number, feedbackRows: number): number {
  const wanted = failureRate >= 1 ? 1 : Math.ceil(Math.log(0.3) / Math.log(1 - failureRate));
  const bounded = failureRate <= 0 ? 8 : Math.min(8, Math.max(3, wanted));
  return Math.min(bounded, Math.max(1, feedbackRows));
}

/** The spec's size, or the one proposed by the seed's own failure rate on the Pareto set. */
export function minibatchSize(state: RunState): number {
  const { size } = state.spec.minibatch;
  if (size !== "from-failure-rate") return size;
  const rows = state.candidates[0]?.scores ?? [];
  const perfect = state.spec.perfectScore ?? 1;
  const failing = rows.filter((row) => row.score < perfect).length;
  return proposedMinibatchSize(rows.length === 0 ? 1 : failing / rows.length, state.spec.splits.feedback);
}
