import type { ModelErrorKind } from "../models/language-model.ts";

/**
 * What a failed call means, after the model's own retries (errors are kept apart from scores, design section 4).
 * `run`: the model or the way to it is gone, every further call would fail the same: the run waits, nothing is
 * recorded, and the call is asked again when it goes on. `call`: this one request cannot be answered: recorded as a
 * failed rollout, which the engine leaves out of both sides. `perhaps`: a call's failure, unless it keeps happening.
 */
const reach: Readonly<Record<ModelErrorKind, "run" | "call" | "perhaps">> = {
  "no-webgpu": "run",
  "no-shader-f16": "run",
  "out-of-memory-or-device-lost": "run",
  "bad-model-file": "run",
  "unknown-model": "run",
  integrity: "run",
  "unreachable-or-cors": "run",
  "local-network-denied": "run",
  "blocked-by-offline-lock": "run",
  authentication: "run",
  "needs-key": "run",
  forbidden: "run",
  "no-credit": "run",
  "rate-limited": "run",
  "engine-dead": "run",
  "no-pictures": "run",
  aborted: "run",
  "waiting-for-person": "run",
  "server-error": "perhaps",
  timeout: "perhaps",
  "bad-response": "perhaps",
  "cut-before-answer": "perhaps",
  "content-refused": "call",
  "context-overflow": "call",
};

/** Failures in a row, without one answer between them, after which a call's failure is the model's. */
export const streakThatWaits = 6;

export function failureReach(error: ModelErrorKind, streak: number): "run" | "call" {
  const known = reach[error];
  if (known !== "perhaps") return known;
  return streak >= streakThatWaits ? "run" : "call";
}
