import type { CompletionRequest, ModelFailure } from "../models/language-model.ts";
import type { ModelRole } from "../tasks/task-spec.ts";
import { failureReach } from "./failure-policy.ts";
import type { RequestPurse } from "./request-purse.ts";
import type { RunContext } from "./run-context.ts";
import { usualRequests } from "./run-rollout.ts";

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
  purse: RequestPurse,
): Promise<ModelFailure | null> {
  const ready = await models.get(role);
  if (ready.kind === "failed") return ready;
  const probe = purse.open(1);
  // Nothing may leave any more: nobody can tell.
  if (probe === null) return null;
  const mostRequests = probe.next();
  const outcome = await ready.complete(
    question,
    {
      runId: run.id,
      purpose: role === "student" ? "other" : "reflection",
      ...(mostRequests === undefined ? {} : { mostRequests }),
    },
    control.stop,
  );
  probe.note(outcome.requests ?? usualRequests(outcome));
  probe.close();
  if (outcome.kind === "failed") return failureReach(outcome.error) === "call" ? null : outcome;
  meter.add(role, outcome);
  return null;
}
