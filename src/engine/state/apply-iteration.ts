import type { Draft } from "./draft.ts";
import type { WaitingProposal } from "./state.ts";

/** The first event of an iteration opens it; later events of the same iteration find it open. */
export function openIteration(state: Draft, iteration: number): void {
  if (iteration === state.iteration) return;
  state.iteration = iteration;
  state.idle.rewriteAsked = false;
  state.idle.childTried = false;
  state.idle.callsFailed = false;
}

/**
 * Back to between iterations: counts idle and failing iterations and iterations without improvement.
 * An iteration is idle when no child was tried in it: all-perfect minibatches, a reflector that repeats itself.
 */
export function closeIteration(state: Draft): void {
  const { idle, best, improvement } = state;
  state.phase = { at: "between" };
  idle.iterations = idle.childTried || idle.callsFailed ? 0 : idle.iterations + 1;
  idle.withoutLetter = idle.iterations === 0 || idle.rewriteAsked ? 0 : idle.withoutLetter + 1;
  idle.failing = idle.callsFailed ? idle.failing + 1 : 0;
  state.improvement =
    best.mean > improvement.bestMean
      ? { bestMean: best.mean, iterationsSince: 0 }
      : { ...improvement, iterationsSince: improvement.iterationsSince + 1 };
}

export function letWait(state: Draft, waiting: readonly WaitingProposal[]): void {
  if (waiting.length > 0) state.waiting = [...state.waiting, ...waiting];
}
