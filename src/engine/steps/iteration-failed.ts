import type { IterationFailed } from "../journal/events.ts";
import type { RunState } from "../state/state.ts";
import type { CallRange } from "../vocabulary.ts";
import { nextIteration } from "./next-iteration.ts";
import type { StepContext } from "./step-context.ts";

/**
 * Reference preset: an exception ends the iteration, and the run too unless it may go on and the iteration has
 * already spent something (children and Pareto evaluations come after their parents were paid for).
 */
export function iterationFailed(
  run: StepContext,
  state: RunState,
  stage: IterationFailed["stage"],
  reason: string,
  calls: CallRange,
): IterationFailed {
  const hasSpent = stage === "children" || stage === "pareto";
  return {
    type: "iteration-failed",
    iteration: state.phase.at === "between" ? nextIteration(state) : state.iteration,
    stage,
    reason,
    continues: state.spec.failures.kind === "continue" && hasSpent,
    calls,
    wordsDrawn: run.random.wordsDrawn(),
  };
}
