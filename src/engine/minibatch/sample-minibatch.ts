import type { SamplerState } from "../journal/events.ts";
import type { Random } from "../random/random.ts";

interface SampledMinibatch {
  readonly minibatch: readonly number[];
  readonly sampler: SamplerState;
}

/**
 * The reference's epoch-shuffled sampler: every example once per epoch, in shuffled order, padded to whole
 * minibatches. The place in the epoch follows from the iteration, so an iteration taken by a merge skips a
 * minibatch; further calls in one iteration take the following slices and never reshuffle.
 */
export function sampleMinibatch(
  sampler: SamplerState | null,
  examples: number,
  size: number,
  iteration: number,
  random: Random,
): SampledMinibatch {
  const old = sampler ?? { order: [], epoch: -1, lastSize: 0, lastIteration: -1, callsInIteration: 0 };
  const calls = old.lastIteration === iteration ? old.callsInIteration + 1 : 0;
  const base = iteration * size;
  const epoch = old.epoch === -1 ? 0 : Math.floor(base / Math.max(1, old.order.length));
  const stale = old.order.length === 0 || old.lastSize !== examples || epoch > old.epoch;
  const order = stale ? shuffledOrder(examples, size, random) : old.order;
  const start = (base + calls * size) % order.length;
  return {
    minibatch: order.slice(start, start + size),
    sampler: {
      order,
      epoch: stale ? epoch : old.epoch,
      lastSize: examples,
      lastIteration: iteration,
      callsInIteration: calls,
    },
  };
}

/** Padding takes the last shuffled example first, then the one before it, and so on round. */
function shuffledOrder(examples: number, size: number, random: Random): number[] {
  const shuffled = random.shuffle(Array.from({ length: examples }, (_, i) => i));
  const missing = (size - (examples % size)) % size;
  const padding = Array.from({ length: missing }, (_, i) => shuffled[examples - 1 - (i % examples)]!);
  return [...shuffled, ...padding];
}
