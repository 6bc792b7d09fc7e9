import type { ModelErrorKind, ModelFailure } from "./language-model.ts";

/** A failed call or load, as the value every adapter returns. */
export function modelFailure(
  error: ModelErrorKind,
  message: string,
  extra: Omit<ModelFailure, "kind" | "error" | "message"> = {},
): ModelFailure {
  return { kind: "failed", error, message, ...extra };
}

/** How often asking again may help; `often` is as often as the policy allows. */
const again: Readonly<Partial<Record<ModelErrorKind, "often" | "once">>> = {
  "rate-limited": "often",
  "server-error": "often",
  "unreachable-or-cors": "often",
  // A slow server may still be at work on the first.
  timeout: "once",
};

/** Whether a failure may go away by itself, so that the same call may be answered later; a wrong key or model name never does. */
export function mayPass(failure: ModelFailure): "often" | "once" | undefined {
  // Something that is no answer under status 200: a proxy's or a hotel's page, mostly, and gone the next time.
  if (failure.error === "bad-response") return failure.status === 200 ? "once" : undefined;
  return again[failure.error];
}

/** What was thrown, in words; libraries throw strings and events as well as errors. */
export function describeThrown(thrown: unknown): string {
  if (thrown instanceof Error)
    return thrown.name === "Error" ? thrown.message : `${thrown.name}: ${thrown.message}`;
  if (typeof thrown === "string") return thrown;
  if (typeof thrown === "object" && thrown !== null && "message" in thrown) return String(thrown.message);
  return String(thrown);
}

/** The value of a call that the caller gave up. */
export const abortedFailure: ModelFailure = modelFailure(
  "aborted",
  "The call was stopped before it was answered.",
);
