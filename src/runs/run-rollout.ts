import type { EvaluationCall } from "../engine/ports.ts";
import type { Completion, CompletionRequest, ModelFailure } from "../models/language-model.ts";
import { rewritesOnly } from "../models/model-choice.ts";
import type { RolloutOutcome } from "../tasks/task.ts";
import type { RunContext } from "./run-context.ts";
import type { Role } from "./run-models.ts";

/** Runs one candidate on one example. */
export async function runRollout(context: RunContext, call: EvaluationCall): Promise<RolloutOutcome> {
  const example = context.task.examples(call.split)[call.example];
  if (example === undefined) throw new Error(`no row ${call.example} in the ${call.split} split`);
  return context.task.run(call.candidate, example, (role, request) => complete(context, call, role, request));
}

async function complete(
  { run, models, control, meter }: RunContext,
  { callIndex, purpose }: EvaluationCall,
  role: Role,
  request: CompletionRequest,
): Promise<Completion | ModelFailure> {
  if (role === "reflection" && rewritesOnly(run.reflection)) {
    return {
      kind: "failed",
      error: "unknown-model",
      message:
        "A step of this task asks the Reflection model, and this run has none (the coach, the small neural reflector and By hand only rewrite prompts). Choose a model for Reflection.",
    };
  }
  const ready = await models.get(role);
  if (ready.kind === "failed") return ready;
  const outcome = await ready.complete(
    request,
    { runId: run.id, callIndex, purpose: purpose === "test" ? "test" : role },
    control.stop,
  );
  // Here and not from the stored rollout: what a judge or a failed rollout spent counts too.
  if (outcome.kind === "completed") meter.add(role, outcome);
  return outcome;
}
