import type { ModelErrorKind, ModelFailure } from "./language-model.ts";

/** A failed call or load, as the value every adapter returns. */
export function modelFailure(
  error: ModelErrorKind,
  message: string,
  extra: { readonly status?: number; readonly retryAfterSeconds?: number } = {},
): ModelFailure {
  return { kind: "failed", error, message, ...extra };
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
