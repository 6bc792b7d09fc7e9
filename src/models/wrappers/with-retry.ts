import { abortedFailure } from "../failure.ts";
import type { LanguageModel, ModelErrorKind, ModelFailure } from "../language-model.ts";
import { type Clock, systemClock } from "./clock.ts";

export interface RetryPolicy {
  /** How often a failed call is asked again. */
  readonly retries: number;
  /** First wait; doubles each time. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** A host that asks for a longer wait than this gets no further call; the run waits instead. */
  readonly longestAskedWaitMs: number;
}

export const usualRetryPolicy: RetryPolicy = {
  retries: 4,
  firstWaitMs: 1000,
  longestWaitMs: 30_000,
  longestAskedWaitMs: 120_000,
};

/** Failures that may go away by themselves; a wrong key or model name never does. */
const passing: ReadonlySet<ModelErrorKind> = new Set([
  "rate-limited",
  "server-error",
  "unreachable-or-cors",
  "timeout",
]);

/** Exponential, with the upper half left to chance so that waiting calls do not come back all at once. */
function waitBefore(retry: number, failure: ModelFailure, policy: RetryPolicy, clock: Clock): number {
  const grown = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** retry);
  const jittered = grown * (0.5 + clock.random() / 2);
  return Math.max(jittered, (failure.retryAfterSeconds ?? 0) * 1000);
}

/**
 * Asks again after failures that pass, as long as the policy allows. Written here rather than with p-retry: that one
 * retries what is thrown, and adapters return their failures.
 */
export function withRetry(
  model: LanguageModel,
  policy = usualRetryPolicy,
  clock = systemClock,
): LanguageModel {
  return {
    ...model,
    async complete(request, signal) {
      for (let retry = 0; ; retry++) {
        const outcome = await model.complete(request, signal);
        if (outcome.kind === "completed" || !passing.has(outcome.error)) return outcome;
        const wait = waitBefore(retry, outcome, policy, clock);
        if (retry >= policy.retries || wait > Math.max(policy.longestAskedWaitMs, policy.longestWaitMs))
          return outcome;
        await clock.sleep(wait, signal);
        if (signal.aborted) return abortedFailure;
      }
    },
  };
}
