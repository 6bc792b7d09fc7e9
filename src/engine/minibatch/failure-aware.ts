import { knownRollout } from "../state/apply-rows.ts";
import type { RunState } from "../state/state.ts";

/**
 * When no row of the minibatch is expected to fail, the last one gives way to a row that is: one the parent, or
 * else its nearest ancestor, is known to have failed. Which one turns with the number of times the parent was
 * chosen. Draws nothing from the generator.
 */
export function makeFailureAware(
  state: RunState,
  parent: number,
  minibatch: readonly number[],
): readonly number[] {
  const failing = (example: number): boolean | null => expectedToFail(state, parent, example);
  if (minibatch.some((example) => failing(example) !== false)) return minibatch;
  const { feedback } = state.spec.splits;
  const candidates = Array.from({ length: feedback }, (_, example) => example).filter(
    (one) => failing(one) === true,
  );
  if (candidates.length === 0) return minibatch;
  const turn = state.progress[parent]!.chosen % candidates.length;
  return [...minibatch.slice(0, -1), candidates[turn]!];
}

/** Null: nobody of its line was ever run on the row. */
function expectedToFail(state: RunState, parent: number, example: number): boolean | null {
  const perfect = state.spec.perfectScore ?? 1;
  for (let one: number | undefined = parent; one !== undefined; one = state.candidates[one]!.parents[0]) {
    const known = knownRollout(state, "feedback", example, state.candidates[one]!.hash);
    if (known !== undefined) return known.score < perfect;
  }
  return null;
}
