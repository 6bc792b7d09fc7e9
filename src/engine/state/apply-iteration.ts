import type { RunState, WaitingProposal } from "./state.ts";

/** The first event of an iteration opens it; later events of the same iteration find it open. */
export function openIteration(state: RunState, iteration: number): RunState {
  if (iteration === state.iteration) return state;
  return { ...state, iteration, idle: { ...state.idle, childTried: false, callsFailed: false } };
}

/**
 * Back to between iterations: counts idle and failing iterations and iterations without improvement.
 * An iteration is idle when no child was tried in it: all-perfect minibatches, a reflector that repeats itself.
 */
export function closeIteration(state: RunState, waiting: readonly WaitingProposal[] = []): RunState {
  const { idle, best, improvement } = state;
  const isIdle = !idle.childTried && !idle.callsFailed;
  return {
    ...state,
    phase: { at: "between" },
    waiting: waiting.length === 0 ? state.waiting : [...state.waiting, ...waiting],
    idle: {
      ...idle,
      iterations: isIdle ? idle.iterations + 1 : 0,
      failing: idle.callsFailed ? idle.failing + 1 : 0,
    },
    improvement:
      best.mean > improvement.bestMean
        ? { bestMean: best.mean, iterationsSince: 0 }
        : { ...improvement, iterationsSince: improvement.iterationsSince + 1 },
  };
}

export function callsFailed(state: RunState): RunState {
  return state.idle.callsFailed ? state : { ...state, idle: { ...state.idle, callsFailed: true } };
}

export function childTried(state: RunState): RunState {
  return state.idle.childTried ? state : { ...state, idle: { ...state.idle, childTried: true } };
}
