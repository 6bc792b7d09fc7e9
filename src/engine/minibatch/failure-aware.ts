import { knownRollout } from "../state/apply-rows.ts";
import type { RunState } from "../state/state.ts";

/** Rows left as drawn, so that a rewrite is also tried on what is right already. */
const kept = 1;

/**
 * Rows of the minibatch that are known to be right give way, from the last one on, to rows that are not: ones the
 * parent, or else its nearest ancestor, is known to have failed. The first row stays as it was drawn. Which ones turns
 * with the number of times the parent was chosen. Draws nothing from the generator.
 */
export function makeFailureAware(
  state: RunState,
  parent: number,
  minibatch: readonly number[],
): readonly number[] {
  const outlook = Array.from({ length: state.spec.splits.feedback }, (_, example) =>
    expectedToFail(state, parent, example),
  );
  const failing = outlook.flatMap((fails, example) =>
    fails === true && !minibatch.includes(example) ? [example] : [],
  );
  const made = [...minibatch];
  let turn = state.progress[parent]!.chosen;
  for (let i = made.length - 1; i >= Math.min(kept, made.length - 1) && failing.length > 0; i--) {
    if (outlook[made[i]!] !== false) continue;
    made[i] = failing.splice(turn++ % failing.length, 1)[0]!;
  }
  return made;
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
