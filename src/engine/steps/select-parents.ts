import { affordableTasks } from "../budget/reservation.ts";
import type { ParentsSelected, SampledTask, SamplerState } from "../journal/events.ts";
import { makeAnswerable } from "../minibatch/answerable.ts";
import { makeFailureAware } from "../minibatch/failure-aware.ts";
import { minibatchSize } from "../minibatch/minibatch-size.ts";
import { sampleMinibatch } from "../minibatch/sample-minibatch.ts";
import type { SamplingStrategy } from "../options/spec.ts";
import { selectParent } from "../pool/select-parent.ts";
import type { RunState } from "../state/state.ts";
import { nextIteration } from "./next-iteration.ts";
import type { StepContext } from "./step-context.ts";

/** Picks parents and minibatches for this iteration; a text that waits for its gate goes first, alone. */
export function selectParents(run: StepContext, state: RunState): ParentsSelected {
  const iteration = nextIteration(state);
  const draws = { sampler: state.sampler };
  const waiting = state.waiting.find((one) => one.notBefore <= iteration);
  let tasks: SampledTask[] = [];
  if (waiting === undefined) {
    tasks = sampleTasks(run, state, iteration, draws);
  } else {
    const { parent, minibatch, notBefore: _notBefore, ...given } = waiting;
    tasks = [{ parent, minibatch: minibatch ?? drawMinibatch(run, state, iteration, draws, parent), given }];
  }
  const event: ParentsSelected = {
    type: "parents-selected",
    iteration,
    tasks,
    wordsDrawn: run.random.wordsDrawn(),
  };
  if (draws.sampler === state.sampler || draws.sampler === null) return event;
  const { order, ...moved } = draws.sampler;
  return { ...event, sampler: order === state.sampler?.order ? moved : draws.sampler };
}

function sampleTasks(
  run: StepContext,
  state: RunState,
  iteration: number,
  draws: { sampler: SamplerState | null },
): SampledTask[] {
  const [parents, each] = shape(state.spec.sampling);
  const most = affordableTasks(state, parents * each);
  const tasks: SampledTask[] = [];
  for (let p = 0; p < parents && tasks.length < most; p++) {
    const parent = run.ports.hooks?.selectParent?.(state) ?? selectParent(state, run.random);
    for (let n = 0; n < each && tasks.length < most; n++) {
      tasks.push({ parent, minibatch: drawMinibatch(run, state, iteration, draws, parent) });
    }
  }
  return tasks;
}

function drawMinibatch(
  run: StepContext,
  state: RunState,
  iteration: number,
  draws: { sampler: SamplerState | null },
  parent: number,
): readonly number[] {
  const own = run.ports.hooks?.sampleMinibatch?.(state) ?? null;
  if (own !== null) return own;
  const { feedback } = state.spec.splits;
  const drawn = sampleMinibatch(draws.sampler, feedback, minibatchSize(state), iteration - 1, run.random);
  draws.sampler = drawn.sampler;
  const { failures } = state.spec;
  const minibatch = failures.kind === "leave-out" ? makeAnswerable(state, drawn.minibatch) : drawn.minibatch;
  return state.spec.minibatch.failureAware ? makeFailureAware(state, parent, minibatch) : minibatch;
}

/** Parents, and minibatches for each. */
function shape(sampling: SamplingStrategy): readonly [number, number] {
  if (sampling.kind === "same-parent") return [1, sampling.n];
  if (sampling.kind === "independent") return [sampling.n, 1];
  if (sampling.kind === "p-by-n") return [sampling.p, sampling.n];
  return [1, 1];
}
