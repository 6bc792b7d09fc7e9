import { minibatchSize } from "../minibatch/minibatch-size.ts";
import { undominated } from "../pool/undominated.ts";
import type { RunState } from "../state/state.ts";

/** Fewer idle iterations than this prove nothing, however small the feedback set. */
const fewestIdleIterations = 3;

/**
 * Iterations in a row with nothing to try after which nothing is expected: so many that every surviving candidate has,
 * on average, met every feedback row. Infinite where the spec has no such end.
 */
export function idleLimit(state: RunState): number {
  const { idleEpochs, splits } = state.spec;
  if (idleEpochs === null) return Number.POSITIVE_INFINITY;
  const epoch = Math.ceil(splits.feedback / minibatchSize(state));
  return Math.max(fewestIdleIterations, idleEpochs * epoch * undominated(state).pool.length);
}
