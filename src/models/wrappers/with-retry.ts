import { abortedFailure, mayPass } from "../failure.ts";
import type { CompletionOutcome, LanguageModel, ModelFailure } from "../language-model.ts";
import { type Clock, systemClock } from "./clock.ts";

interface RetryPolicy {
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

/** Exponential, with the upper half left to chance so that waiting calls do not come back all at once. */
function waitBefore(retry: number, failure: ModelFailure, policy: RetryPolicy, clock: Clock): number {
  const grown = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** retry);
  const jittered = grown * (0.5 + clock.random() / 2);
  return Math.max(jittered, (failure.retryAfterSeconds ?? 0) * 1000);
}

/** Stands before the host and holds requests back while it fails. */
export interface Gate {
  /** Resolves when a request may leave; a failure means that it may not. */
  pass(signal: AbortSignal): Promise<ModelFailure | undefined>;
  note(outcome: CompletionOutcome): void;
  isHolding(): boolean;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Asks again after failures that pass, as long as the policy allows. Written here rather than with p-retry: that one
 * retries what is thrown, and adapters return their failures.
 */
export function withRetry(
  model: LanguageModel,
  policy = usualRetryPolicy,
  clock = systemClock,
  gate?: Gate,
): LanguageModel {
  async function attempt(...asked: Parameters<LanguageModel["complete"]>): Promise<CompletionOutcome> {
    try {
      const outcome = await model.complete(...asked);
      gate?.note(outcome);
      return outcome;
    } catch (error) {
      gate?.note(abortedFailure);
      throw error;
    }
  }

  return {
    ...model,
    async complete(request, signal, onWritten) {
      for (let retry = 0; ; retry++) {
        const refusal = await gate?.pass(signal);
        if (refusal !== undefined) return refusal;
        if (signal.aborted) return abortedFailure;
        const outcome = await attempt(request, signal, onWritten);
        if (outcome.kind === "completed") return outcome;
        const often = mayPass(outcome);
        const retries =
          often === undefined ? 0 : often === "once" ? Math.min(1, policy.retries) : policy.retries;
        if (retry >= retries) return outcome;
        const wait = waitBefore(retry, outcome, policy, clock);
        if (wait > Math.max(policy.longestAskedWaitMs, policy.longestWaitMs)) return outcome;
        if (gate === undefined) await clock.sleep(wait, signal);
        else if (!gate.isHolding()) await gate.sleep(wait, signal);
        if (signal.aborted) return abortedFailure;
      }
    },
  };
}
