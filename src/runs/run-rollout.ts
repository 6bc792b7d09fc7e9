import type { EvaluationCall } from "../engine/ports.ts";
import type { Completion, CompletionRequest, ModelFailure } from "../models/language-model.ts";
import { rewritesOnly } from "../models/model-choice.ts";
import { ownCount } from "../models/own-count.ts";
import { answeredSteps, commitStep } from "../storage/answers.ts";
import { modelAsked } from "../tasks/metrics/registry.ts";
import type { ModelRole, TaskSpec } from "../tasks/task-spec.ts";
import type { RolloutOutcome } from "../tasks/task.ts";
import type { RunContext } from "./run-context.ts";

/**
 * Runs one candidate on one example. Where that takes several requests, each answer is stored on its own: after a kill
 * the next one is asked and none of those before.
 */
export async function runRollout(context: RunContext, call: EvaluationCall): Promise<RolloutOutcome> {
  const example = context.task.examples(call.split)[call.example];
  if (example === undefined) throw new Error(`no row ${call.example} in the ${call.split} split`);
  const { db, strictDb, run, meter, writer } = context;
  const isSeveral = sendsSeveral(run.task);
  const kept = isSeveral ? await answeredSteps(db, run.id, call.callIndex) : [];
  let steps = 0;
  return context.task.run(call.candidate, example, async (role, request) => {
    const step = steps++;
    if (!isSeveral) return complete(context, call, role, request);
    const question = JSON.stringify([role, request]);
    const known = kept.find((row) => row.step === step && row.question === question);
    if (known !== undefined) {
      meter.add(role, known.answer);
      return known.answer;
    }
    const answer = await complete(context, { ...call, step }, role, request);
    if (answer.kind === "completed") {
      const row = { runId: run.id, callIndex: call.callIndex, step, question, answer };
      await writer.write(() => commitStep(strictDb, row));
    }
    return answer;
  });
}

/** One request is stored with its call; several are chains, repeats and answers that a model judges. */
function sendsSeveral({ program, metrics, repeats }: TaskSpec): boolean {
  const judges = metrics.filter((metric) => modelAsked(metric) !== undefined).length;
  return program.modules.length + judges > 1 || (repeats ?? 1) > 1;
}

async function complete(
  { run, models, control, meter }: RunContext,
  { callIndex, purpose, step }: EvaluationCall & { readonly step?: number },
  role: ModelRole,
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
    {
      runId: run.id,
      callIndex,
      purpose: purpose === "test" ? "test" : role,
      ...(step === undefined ? {} : { step }),
    },
    control.stop,
  );
  // Here and not from the stored rollout: what a judge or a failed rollout spent counts too.
  if (outcome.kind === "completed") meter.add(role, { ...outcome, usage: ownCount(request, outcome) });
  else if (outcome.usage !== undefined) meter.add(role, { usage: outcome.usage, latencyMs: 0 });
  return outcome;
}
