import type { ModelFailure } from "../models/language-model.ts";
import type { WaitReason } from "../storage/rows.ts";
import type { ModelRole } from "../tasks/task-spec.ts";
import type { RunContext } from "./run-context.ts";

/** What a run waits for whose model cannot be asked. */
export function waitForModel({ run, now }: RunContext, role: ModelRole, failure: ModelFailure): WaitReason {
  const choice = run[role];
  const origin = choice.kind === "remote" ? new URL(choice.baseUrl).origin : undefined;
  const { error, message, retryAfterSeconds } = failure;
  if (error === "needs-key" && origin !== undefined) return { kind: "needs-key", origin };
  return {
    kind: "model",
    role,
    error,
    message,
    ...(origin === undefined ? {} : { origin }),
    ...(retryAfterSeconds === undefined ? {} : { until: now() + retryAfterSeconds * 1000 }),
  };
}
