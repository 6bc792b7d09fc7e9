import type { ModelErrorKind } from "../models/language-model.ts";

/**
 * What a failed call means, after the model's own retries (errors are kept apart from scores, design section 4).
 * `run`: the model or the way to it is gone, every further call would fail the same: the run waits, nothing is
 * recorded, and the call is asked again when it goes on. `call`: this one request cannot be answered: recorded as a
 * failed rollout, which the engine leaves out of both sides. `perhaps`: one or the other; whether the model answers
 * anything at all decides.
 */
const reach: Readonly<Record<ModelErrorKind, "run" | "call" | "perhaps">> = {
  "no-webgpu": "run",
  "no-shader-f16": "run",
  "out-of-memory-or-device-lost": "run",
  "bad-model-file": "run",
  "unknown-model": "run",
  integrity: "run",
  "local-network-denied": "run",
  "blocked-by-offline-lock": "run",
  authentication: "run",
  "needs-key": "run",
  "no-credit": "run",
  "rate-limited": "run",
  "engine-dead": "run",
  aborted: "run",
  "waiting-for-person": "run",
  "unreachable-or-cors": "perhaps",
  forbidden: "perhaps",
  "no-pictures": "perhaps",
  "server-error": "perhaps",
  timeout: "perhaps",
  "bad-response": "perhaps",
  "cut-before-answer": "call",
  "content-refused": "call",
  "context-overflow": "call",
  "requests-spent": "call",
};

/** A model that has answered is known: a go-between that finds none for a request finds none for what is in it. */
export function failureReach(error: ModelErrorKind, hasAnswered = false): "run" | "call" | "perhaps" {
  return error === "unknown-model" && hasAnswered ? "perhaps" : reach[error];
}

/** Failures in a row, without one answer between them, after which the model is asked whether it answers at all. */
export const streakThatAsks = 3;
