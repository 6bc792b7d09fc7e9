import { allProgress, progressOf, type RunState } from "../../engine/index.ts";
import { formatPercent, plural } from "./numbers.ts";
import { stopSentence } from "./sentences.ts";

const best = (state: RunState): number => Math.max(...state.candidates.map((candidate) => candidate.mean));

/** Which of the two searches got further, and why. */
export function duelVerdict(duel: Duel): string {
  const [greedy, frontier] = [best(duel.greedy), best(duel.frontier)];
  const times = progressOf(duel.greedy, 0).chosen;
  if (frontier > greedy)
    return `The greedy search asked for a rewrite of c0 ${plural(times, "time")}: it was the best, so it was always the parent, and no rule after “every message” is ever reached. c1 was worse on the whole, but alone on its rows, so the frontier kept it, and from it the search reached ${formatPercent(frontier, 0)}.`;
  if (frontier === greedy)
    return "This time both arrive at the same score. A frontier does not always win; it is never stuck with one parent.";
  return "This time the greedy search is ahead: where there is no dead end, following the best is quicker.";
}

/** Over one of the two: how far it got. */
export const reachedWords = (title: string, state: RunState): string =>
  `${title}: ${formatPercent(best(state), 0)}`;

/** Under it: which candidates it rewrote how often, and why it ended. */
export function parentWords(state: RunState): string {
  const parents = allProgress(state).flatMap(({ chosen }, index) =>
    chosen > 0 ? [`c${index} ${plural(chosen, "time")}`] : [],
  );
  const end = state.stopReason === null ? "" : ` ${stopSentence(state.stopReason)}.`;
  return `How often each was the parent: ${parents.join(", ")}.${end}`;
}

/** Two searches of the same world: one follows the best, one keeps a frontier. */
export interface Duel {
  readonly greedy: RunState;
  readonly frontier: RunState;
}
