import type { EvaluationCall } from "../engine/ports.ts";
import { rewritesOnly } from "../models/kinds/model-kinds.ts";
import type {
  Completion,
  CompletionOutcome,
  CompletionRequest,
  ModelFailure,
} from "../models/language-model.ts";
import { ownCount } from "../models/own-count.ts";
import { answeredSteps, commitStep } from "../storage/answers.ts";
import { requestsPerRollout } from "../tasks/requests-per-rollout.ts";
import type { ModelRole } from "../tasks/task-spec.ts";
import type { RolloutOutcome } from "../tasks/task.ts";
import type { SetAside } from "./request-purse.ts";
import type { RunContext } from "./run-context.ts";

/** With the requests that were answered, whichever way it ended. */
export type CountedOutcome = RolloutOutcome & { readonly requests: number };

/**
 * Runs one candidate on one example. Where that takes several requests, each answer is stored on its own: after a kill
 * the next one is asked and none of those before.
 */
export async function runRollout(
  context: RunContext,
  call: EvaluationCall,
  purse: SetAside,
): Promise<CountedOutcome> {
  const example = context.task.examples(call.split)[call.example];
  if (example === undefined) throw new Error(`no row ${call.example} in the ${call.split} split`);
  const { db, strictDb, run, meter, writer } = context;
  // One request is stored with its call; several are chains, repeats and answers that a model judges.
  const isSeveral = requestsPerRollout(run.task) > 1;
  const kept = isSeveral ? await answeredSteps(db, run.id, call.callIndex) : [];
  let steps = 0;
  let requests = 0;
  const outcome = await context.task.run(call.candidate, example, async (role, request) => {
    const answer = await answerTo(role, request);
    if (answer.kind === "completed" && answer.fromCache !== true) requests += 1;
    return answer;
  });
  return { ...outcome, requests };

  async function answerTo(role: ModelRole, request: CompletionRequest): Promise<Completion | ModelFailure> {
    const step = steps++;
    if (!isSeveral) return complete(context, { ...call, purse }, role, request);
    const question = JSON.stringify([role, request]);
    const known = kept.find((row) => row.step === step && row.question === question);
    if (known !== undefined) {
      meter.add(role, known.answer);
      return known.answer;
    }
    const answer = await complete(context, { ...call, purse, step }, role, request);
    if (answer.kind === "completed") {
      const row = { runId: run.id, callIndex: call.callIndex, step, question, answer };
      await writer.write(() => commitStep(strictDb, row));
    }
    return answer;
  }
}

/** What a call takes that is not counted by a host: one for an answer that was asked for. */
export function usualRequests(outcome: CompletionOutcome): number {
  return outcome.kind === "completed" && outcome.fromCache !== true ? 1 : 0;
}

async function complete(
  { run, models, control, meter }: RunContext,
  { callIndex, purpose, step, purse }: EvaluationCall & { readonly step?: number; readonly purse: SetAside },
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
  const mostRequests = purse.next();
  const { requests, ...outcome } = await ready.complete(
    request,
    {
      runId: run.id,
      callIndex,
      purpose: purpose === "test" ? "test" : role,
      ...(step === undefined ? {} : { step }),
      ...(mostRequests === undefined ? {} : { mostRequests }),
    },
    control.stop,
  );
  purse.note(requests ?? usualRequests(outcome));
  // Here and not from the stored rollout: what a judge or a failed rollout spent counts too.
  if (outcome.kind === "completed") meter.add(role, { ...outcome, usage: ownCount(request, outcome) });
  else if (outcome.usage !== undefined) meter.add(role, { usage: outcome.usage, latencyMs: 0 });
  return outcome;
}
