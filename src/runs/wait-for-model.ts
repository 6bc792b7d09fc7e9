import type { ModelFailure } from "../models/language-model.ts";
import { isEndpoint } from "../models/model-choice.ts";
import type { WaitReason } from "../storage/rows.ts";
import type { ModelRole } from "../tasks/task-spec.ts";
import { failureReach } from "./failure-policy.ts";
import type { RunContext } from "./run-context.ts";

/** A run that goes on by itself rests at least so long: the host has just refused several requests. */
const shortestRestSeconds = 60;
/** And so long where the host named no time. */
const usualRestSeconds = 300;

/** What a run waits for whose model cannot be asked. */
export function waitForModel(
  { run, meter, now }: RunContext,
  role: ModelRole,
  failure: ModelFailure,
): WaitReason {
  const choice = run[role];
  const origin = isEndpoint(choice) ? new URL(choice.baseUrl).origin : undefined;
  const { error, message } = failure;
  if (error === "needs-key" && origin !== undefined) return { kind: "needs-key", origin };
  const rest = restSeconds(failure, meter.read()[role].calls > 0);
  return {
    kind: "model",
    role,
    error,
    message,
    ...(origin === undefined ? {} : { origin }),
    ...(origin === undefined || rest === undefined ? {} : { until: now() + rest * 1000 }),
  };
}

/**
 * After how long the run asks again by itself: when the host said so, or when it is likely to answer later. A server
 * that never answered this run may be a wrong address, which no waiting mends.
 */
function restSeconds({ error, retryAfterSeconds }: ModelFailure, hasAnswered: boolean): number | undefined {
  if (retryAfterSeconds !== undefined) return Math.max(shortestRestSeconds, retryAfterSeconds);
  const mayPass = error === "rate-limited" || (hasAnswered && failureReach(error) === "perhaps");
  return mayPass ? usualRestSeconds : undefined;
}
