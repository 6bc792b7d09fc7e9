import type { TokenUsage } from "./language-model.ts";

/** Adds up what is known; a count nobody reported stays unknown. */
export function sumUsage(parts: readonly TokenUsage[]): TokenUsage {
  const keys = [
    "promptTokens",
    "cachedPromptTokens",
    "writtenPromptTokens",
    "completionTokens",
    "reasoningTokens",
  ] as const;
  const sums: { -readonly [Key in keyof TokenUsage]: number } = {};
  for (const part of parts) {
    for (const key of keys) {
      const value = part[key];
      if (value !== undefined) sums[key] = (sums[key] ?? 0) + value;
    }
  }
  return sums;
}
