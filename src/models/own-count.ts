import { estimateTokens } from "../shared/estimate-tokens.ts";
import type { Completion, CompletionRequest, TokenUsage } from "./language-model.ts";

/**
 * What an answer used, for limits: as the host counted it, and by our own estimate where it did not. A host that counts
 * nothing must not make a limit endless.
 */
export function ownCount(
  { messages }: CompletionRequest,
  { usage, text, reasoning = "" }: Completion,
): TokenUsage {
  const prompt = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
  return {
    promptTokens: prompt,
    completionTokens: estimateTokens(text) + estimateTokens(reasoning),
    ...usage,
  };
}
