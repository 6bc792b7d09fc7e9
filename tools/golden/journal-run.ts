import { applyEvent, initialState, optimize } from "../../src/engine/index.ts";
import type {
  EvaluationCall,
  EvaluationOutcome,
  JournalEvent,
  RandomDraw,
  RunState,
} from "../../src/engine/index.ts";
import type { GoldenSetup } from "./golden-spec.ts";
import { evaluateCall, rewrite } from "./golden-task.ts";

/** A step of a replayed run: the event, the states around it, and the draws made so far. */
export interface JournalStep {
  readonly event: JournalEvent;
  readonly before: RunState;
  readonly after: RunState;
  readonly drawsAfter: number;
}

export interface JournalRun {
  readonly steps: readonly JournalStep[];
  readonly draws: readonly RandomDraw[];
  readonly final: RunState;
}

/** Runs the engine on a golden's task with the scripted reflector. */
export async function journalRun(setup: GoldenSetup, start?: RunState): Promise<JournalRun> {
  const steps: JournalStep[] = [];
  const draws: RandomDraw[] = [];
  let state = start ?? initialState(setup.spec);
  const ports = {
    stop: { aborted: false },
    evaluate: evaluator(setup),
    reflect: (request: Parameters<Parameters<typeof optimize>[1]["reflect"]>[0]) =>
      Promise.resolve({
        kind: "proposed" as const,
        text: rewrite(
          setup.task,
          request.currentText,
          request.records.map((row) => row.record),
        ),
      }),
    onDraw: (draw: RandomDraw) => void draws.push(draw),
  };
  for await (const event of optimize(setup.spec, ports, start)) {
    const before = state;
    state = applyEvent(state, event);
    steps.push({ event, before, after: state, drawsAfter: draws.length });
  }
  return { steps, draws, final: state };
}

/** One `evaluate()` of the reference's adapter is one candidate on one batch; some goldens let the nth one raise. */
function evaluator(setup: GoldenSetup): (calls: readonly EvaluationCall[]) => Promise<EvaluationOutcome[]> {
  let batches = 0;
  return (calls) => {
    const outcomes: EvaluationOutcome[] = [];
    let batch = "";
    for (const call of calls) {
      const key = `${call.purpose} ${call.candidateHash}`;
      if (key !== batch) batches += 1;
      batch = key;
      outcomes.push(
        setup.failAt.includes(batches)
          ? {
              kind: "failed",
              callIndex: call.callIndex,
              reason: `RuntimeError: evaluate call ${batches} failed on purpose`,
            }
          : evaluateCall(setup, call, setup.withObjectives),
      );
    }
    return Promise.resolve(outcomes);
  };
}
