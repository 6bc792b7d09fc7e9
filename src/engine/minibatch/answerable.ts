import type { RunState } from "../state/state.ts";

/** Times in a row without an answer after which a feedback row is not drawn any more. */
const mostTries = 2;

/**
 * Rows that were never answered give way to the rows after them in the split: a minibatch of them would teach nothing.
 * Draws nothing from the generator.
 */
export function makeAnswerable(state: RunState, minibatch: readonly number[]): readonly number[] {
  const { feedback } = state.spec.splits;
  const out = new Set(
    Object.entries(state.unanswered).flatMap(([example, { times }]) =>
      times >= mostTries ? [Number(example)] : [],
    ),
  );
  if (!minibatch.some((example) => out.has(example))) return minibatch;
  const kept = new Set(minibatch.filter((example) => !out.has(example)));
  for (const example of minibatch) {
    if (!out.has(example)) continue;
    for (let step = 1; step < feedback; step++) {
      const next = (example + step) % feedback;
      if (out.has(next) || kept.has(next)) continue;
      kept.add(next);
      break;
    }
  }
  // Nothing answerable is left: it is tried all the same.
  return kept.size === 0 ? minibatch : [...kept];
}
