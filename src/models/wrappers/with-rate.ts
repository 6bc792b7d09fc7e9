import { abortedFailure } from "../failure.ts";
import type { CompletionOutcome, CompletionRequest, LanguageModel } from "../language-model.ts";
import { sizeOf } from "../pictures.ts";
import { type Clock, systemClock } from "./clock.ts";

interface RateLimits {
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
}

const minuteMs = 60_000;
/** A host that asks for more is not waited for here, where nobody would see it: the next call is tried, and says so. */
const longestHoldSeconds = 120;

interface Spent {
  readonly at: number;
  tokens: number;
}

/** A picture of ordinary size, about, in the counting of the large providers. */
const pictureTokens = 1000;

/** About what a tokenizer would count, for calls whose usage is not known yet. */
function guessTokens(request: CompletionRequest): number {
  const sizes = request.messages.map(({ content }) => sizeOf(content));
  const characters = sizes.reduce((sum, size) => sum + size.characters, 0);
  const pictures = sizes.reduce((sum, size) => sum + size.pictures, 0);
  return (
    Math.ceil(characters / 4) + pictures * pictureTokens + request.maxTokens + (request.thinkingTokens ?? 0)
  );
}

/**
 * Keeps calls under requests and tokens per minute (any 60 seconds, not the clock's minutes), first come first
 * served. When the host itself asks to wait, every call waits.
 */
export function withRate(
  model: LanguageModel,
  limits: RateLimits,
  clock: Clock = systemClock,
): LanguageModel {
  let spent: Spent[] = [];
  let notBefore = 0;
  let turn: Promise<void> = Promise.resolve();

  /** How long until a call of so many tokens fits; 0 is now. */
  function waitFor(tokens: number): number {
    const now = clock.now();
    spent = spent.filter((call) => call.at > now - minuteMs);
    const { requestsPerMinute: most = Infinity, tokensPerMinute: mostTokens = Infinity } = limits;
    let wait = notBefore - now;
    const overRequests = spent[spent.length - most];
    if (overRequests !== undefined) wait = Math.max(wait, overRequests.at + minuteMs - now);
    let used = spent.reduce((sum, call) => sum + call.tokens, 0);
    for (const call of spent) {
      // A single call above the limit goes through alone; waiting would never help it.
      if (used + tokens <= mostTokens) break;
      used -= call.tokens;
      wait = Math.max(wait, call.at + minuteMs - now);
    }
    return Math.max(0, wait);
  }

  async function takeTurn(request: CompletionRequest, signal: AbortSignal): Promise<Spent | undefined> {
    const before = turn;
    let done: () => void = () => undefined;
    turn = new Promise((resolve) => {
      done = resolve;
    });
    try {
      await before;
      const tokens = guessTokens(request);
      for (let wait = waitFor(tokens); wait > 0 && !signal.aborted; wait = waitFor(tokens))
        await clock.sleep(wait, signal);
      if (signal.aborted) return undefined;
      const call = { at: clock.now(), tokens };
      spent.push(call);
      return call;
    } finally {
      done();
    }
  }

  function settle(call: Spent, outcome: CompletionOutcome): void {
    if (outcome.kind === "completed") {
      const { promptTokens, completionTokens } = outcome.usage;
      if (promptTokens !== undefined) call.tokens = promptTokens + (completionTokens ?? 0);
    } else if (outcome.error === "rate-limited") {
      const { retryAfterSeconds: asked = 0 } = outcome;
      if (asked <= longestHoldSeconds) notBefore = Math.max(notBefore, clock.now() + asked * 1000);
    }
  }

  return {
    ...model,
    async complete(request, signal, onWritten) {
      const call = await takeTurn(request, signal);
      if (call === undefined) return abortedFailure;
      const outcome = await model.complete(request, signal, onWritten);
      settle(call, outcome);
      return outcome;
    },
  };
}
