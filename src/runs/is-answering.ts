import type { CompletionRequest, ModelFailure } from "../models/language-model.ts";
import type { ModelRole } from "../tasks/task-spec.ts";
import { failureReach } from "./failure-policy.ts";
import type { RunContext } from "./run-context.ts";

/** A question of no row, as short as can be; room for a model that thinks first. */
const question: CompletionRequest = {
  messages: [{ role: "user", content: "Reply with the word OK." }],
  maxTokens: 64,
};

/**
 * Whether a model answers anything at all: what tells a row that cannot be answered from a server that is down. Null
 * when it does, else why not.
 */
export async function whyNotAnswering(
  { models, run, control, meter }: RunContext,
  role: ModelRole,
): Promise<ModelFailure | null> {
  const ready = await models.get(role);
  if (ready.kind === "failed") return ready;
  const outcome = await ready.complete(question, { runId: run.id, purpose: "other" }, control.stop);
  if (outcome.kind === "failed") return failureReach(outcome.error) === "call" ? null : outcome;
  meter.add(role, outcome);
  return null;
}
