import { eachFeedbackRollout } from "../state/apply-rows.ts";
import { progressOf } from "../state/state.ts";
import type { CandidateEntry, RunState } from "../state/state.ts";

/** Rows left as drawn, so that a rewrite is also tried on what is right already. */
const kept = 1;
/** What an outlook says of a row that the nearest who was run on it got right. */
export const seenRight = 1;
const fail = 2;

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
  const outlook = outlookOf(state, parent);
  const failing: number[] = [];
  outlook.forEach((fails, example) => {
    if (fails === fail && !minibatch.includes(example)) failing.push(example);
  });
  const made = [...minibatch];
  let turn = progressOf(state, parent).chosen;
  for (let i = made.length - 1; i >= Math.min(kept, made.length - 1) && failing.length > 0; i--) {
    if (outlook[made[i]!] !== seenRight) continue;
    made[i] = failing.splice(turn++ % failing.length, 1)[0]!;
  }
  return made;
}

/** What the line of a candidate did on each feedback row, the nearest that was run on it; 0: nobody was. */
export function outlookOf(state: RunState, parent: number): Uint8Array {
  const perfect = state.spec.perfectScore ?? 1;
  const outlook = new Uint8Array(state.spec.splits.feedback);
  for (let one: number | undefined = parent; one !== undefined;) {
    const { hash, parents }: CandidateEntry = state.candidates[one]!;
    eachFeedbackRollout(state, hash, (example, score) => {
      if (outlook[example] === 0) outlook[example] = score < perfect ? fail : seenRight;
    });
    one = parents[0];
  }
  return outlook;
}
