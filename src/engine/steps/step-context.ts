import type { EnginePorts, EvaluationOutcome } from "../ports.ts";
import { createRandom } from "../random/random.ts";
import type { Random } from "../random/random.ts";
import type { RunState } from "../state/state.ts";
import type { CallRange } from "../vocabulary.ts";

/**
 * What the steps of one `optimize` share besides the state. Nothing here decides anything: the generator is
 * recreated from the state, and an answer that is missing is asked for again under its callIndex.
 */
export interface StepContext {
  readonly ports: EnginePorts;
  readonly random: Random;
  /** Outcomes of the iteration under way, by callIndex. */
  readonly answers: Map<number, EvaluationOutcome>;
  /** The callIndexes the step under way has taken. */
  reserved: CallRange;
}

export function createStepContext(ports: EnginePorts, state: RunState): StepContext {
  const { seed, wordsDrawn } = state.random;
  return {
    ports,
    random: createRandom(seed, wordsDrawn, ports.onDraw?.bind(ports)),
    answers: new Map(),
    reserved: { from: state.nextCallIndex, count: 0 },
  };
}

/** Takes the step's callIndexes: the ones a stopped step had, or the next free ones. */
export function reserveCalls(run: StepContext, state: RunState, count: number): CallRange {
  run.reserved = { from: state.pendingCalls?.from ?? state.nextCallIndex, count };
  return run.reserved;
}
