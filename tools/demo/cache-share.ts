import type { ChatMessage } from "../../src/models/language-model.ts";

/** One call to the Student, in the order its runtime saw them. */
export interface StudentCall {
  readonly messages: readonly ChatMessage[];
  readonly promptTokens: number;
  readonly cachedPromptTokens: number;
}

export interface CacheShare {
  readonly calls: number;
  /** Prompt tokens a call has in common with the call before it. */
  readonly sharedTokens: number;
  /** How many of those the runtime read from its cache. */
  readonly cachedTokens: number;
  /** `cachedTokens / sharedTokens`; null where nothing is shared. */
  readonly share: number | null;
  /** Calls whose token count the reconstruction below does not reproduce; they are left out. */
  readonly unexplained: number;
}

/** The embedded model's chat template: a role token and an end token around each message, then the assistant's role. */
function promptTokens(
  messages: readonly ChatMessage[],
  encode: (text: string) => readonly string[],
): readonly string[] {
  const body = messages.flatMap(({ role, content }) => [`<|${role}|>`, ...encode(content.trim()), "<|end|>"]);
  return [...body, "<|assistant|>"];
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** Of the prompt tokens each call shares with the one before it on its slot, how many came from the cache. */
export function cacheShare(
  calls: readonly StudentCall[],
  encode: (text: string) => readonly string[],
): CacheShare {
  let before: readonly string[] = [];
  let sharedTokens = 0;
  let cachedTokens = 0;
  let unexplained = 0;
  for (const call of calls) {
    const tokens = promptTokens(call.messages, encode);
    if (tokens.length === call.promptTokens) {
      const shared = commonLength(before, tokens);
      sharedTokens += shared;
      cachedTokens += Math.min(call.cachedPromptTokens, shared);
    } else {
      unexplained += 1;
    }
    before = tokens;
  }
  return {
    calls: calls.length,
    sharedTokens,
    cachedTokens,
    share: sharedTokens === 0 ? null : cachedTokens / sharedTokens,
    unexplained,
  };
}
