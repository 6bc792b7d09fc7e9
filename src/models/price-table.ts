import type { PriceRow } from "./price-row.ts";

type From = Pick<PriceRow, "provider" | "asOf" | "source">;

const asOf = "2026-11";
const openAi: From = { provider: "openai", asOf, source: "https://developers.openai.com/api/docs/pricing" };
const anthropic: From = {
  provider: "anthropic",
  asOf,
  source: "https://platform.claude.com/docs/en/about-claude/pricing",
};
const gemini: From = { provider: "gemini", asOf, source: "https://ai.google.dev/gemini-api/docs/pricing" };
const mistral: From = { provider: "mistral", asOf, source: "https://docs.mistral.ai/models" };
const deepSeek: From = {
  provider: "deepseek",
  asOf,
  source: "https://api-docs.deepseek.com/quick_start/pricing",
};
const groq: From = { provider: "groq", asOf, source: "https://console.groq.com/docs/models" };
const together: From = { provider: "together", asOf, source: "https://api.together.ai/v1/models" };

const row = (
  from: From,
  model: string,
  inputPerMillion: number,
  outputPerMillion: number,
  {
    cached,
    written,
    ends,
  }: { readonly cached?: number; readonly written?: number; readonly ends?: string } = {},
): PriceRow => ({
  ...from,
  model,
  inputPerMillion,
  outputPerMillion,
  ...(cached === undefined ? {} : { cachedInputPerMillion: cached }),
  ...(written === undefined ? {} : { cacheWritePerMillion: written }),
  ...(ends === undefined ? {} : { endsOn: ends }),
});

/**
 * A start for the user's own table: standard prices for prompts of ordinary length, with the day a model is shut down where
 * one was announced. Read from the price list of LiteLLM 1.110.2, which names the providers' pages above, not from an account.
 * Providers change them without notice (Google's for gemini-3.6-flash is announced to double with 2027); OpenRouter states the
 * cost of each call itself.
 */
export const priceTable: readonly PriceRow[] = [
  row(openAi, "gpt-6.1-sol", 2, 10, { cached: 0.1, written: 2.5 }),
  row(openAi, "gpt-6.1-terra", 1, 5, { cached: 0.05, written: 1.25 }),
  row(openAi, "gpt-6-astra", 10, 50, { cached: 1, written: 12.5 }),
  row(openAi, "gpt-6-sol", 2, 10, { cached: 0.2, written: 2.5 }),
  row(openAi, "gpt-6-luna", 0.1, 0.5, { cached: 0.01, written: 0.125 }),
  row(openAi, "gpt-5.6", 4, 20, { cached: 0.4, written: 5 }),
  row(openAi, "gpt-5.6-sol", 4, 20, { cached: 0.4, written: 5 }),
  row(openAi, "gpt-5.6-terra", 2, 12, { cached: 0.2, written: 2.5 }),
  row(openAi, "gpt-5.6-luna", 0.2, 1.2, { cached: 0.02, written: 0.25 }),
  row(openAi, "gpt-5.5", 5, 30, { cached: 0.5 }),
  row(openAi, "gpt-5.4", 2.5, 15, { cached: 0.25 }),
  row(openAi, "gpt-5.4-mini", 0.75, 4.5, { cached: 0.075 }),
  row(openAi, "gpt-5.4-nano", 0.2, 1.25, { cached: 0.02, ends: "2027-04-01" }),
  row(openAi, "gpt-5.2", 1.75, 14, { cached: 0.175 }),
  row(openAi, "gpt-5.1", 1.25, 10, { cached: 0.125, ends: "2027-04-01" }),
  row(openAi, "gpt-5", 1.25, 10, { cached: 0.125, ends: "2026-12-11" }),
  row(openAi, "gpt-5-mini", 0.25, 2, { cached: 0.025, ends: "2026-12-11" }),
  row(openAi, "gpt-5-nano", 0.05, 0.4, { cached: 0.005, ends: "2026-12-11" }),
  row(openAi, "gpt-4.1", 2, 8, { cached: 0.5, ends: "2027-01-14" }),
  row(openAi, "gpt-4.1-mini", 0.4, 1.6, { cached: 0.1, ends: "2027-01-14" }),
  row(openAi, "gpt-4o", 2.5, 10, { cached: 1.25, ends: "2027-01-14" }),
  row(openAi, "gpt-4o-mini", 0.15, 0.6, { cached: 0.075, ends: "2027-01-14" }),
  row(anthropic, "claude-haiku-5-5", 0.1, 0.5, { cached: 0.01, written: 0.125 }),
  row(anthropic, "claude-haiku-4-5", 1, 5, { cached: 0.1, written: 1.25 }),
  row(anthropic, "claude-sonnet-5-5", 2, 10, { cached: 0.1, written: 2.5 }),
  row(anthropic, "claude-sonnet-5", 2, 10, { cached: 0.2, written: 2.5 }),
  row(anthropic, "claude-sonnet-4-6", 3, 15, { cached: 0.3, written: 3.75 }),
  row(anthropic, "claude-sonnet-4-5", 3, 15, { cached: 0.3, written: 3.75, ends: "2026-11-30" }),
  row(anthropic, "claude-opus-5-5", 4, 20, { cached: 0.2, written: 5 }),
  row(anthropic, "claude-opus-5", 5, 25, { cached: 0.5, written: 6.25 }),
  row(anthropic, "claude-opus-4-8", 5, 25, { cached: 0.5, written: 6.25 }),
  row(anthropic, "claude-opus-4-7", 5, 25, { cached: 0.5, written: 6.25 }),
  row(anthropic, "claude-opus-4-6", 5, 25, { cached: 0.5, written: 6.25 }),
  row(anthropic, "claude-opus-4-5", 5, 25, { cached: 0.5, written: 6.25 }),
  row(anthropic, "claude-fable-5-1", 10, 50, { cached: 0.25, written: 12.5 }),
  row(anthropic, "claude-fable-5", 10, 50, { cached: 1, written: 12.5 }),
  row(gemini, "gemini-4-argon", 2, 10, { cached: 0.1 }),
  row(gemini, "gemini-4-hydrogen", 1.5, 7.5, { cached: 0.075 }),
  row(gemini, "gemini-3.8-flash", 0.75, 3.75, { cached: 0.075 }),
  row(gemini, "gemini-3.7-flash", 0.75, 3.75, { cached: 0.075 }),
  row(gemini, "gemini-3.6-flash", 0.75, 3.75, { cached: 0.075 }),
  row(gemini, "gemini-3.5-flash", 1.5, 9, { cached: 0.15 }),
  row(gemini, "gemini-3.5-flash-lite", 0.3, 2.5, { cached: 0.03 }),
  row(gemini, "gemini-3.1-flash-lite", 0.25, 1.5, { cached: 0.025, ends: "2027-05-07" }),
  row(gemini, "gemini-3.1-pro-preview", 2, 12, { cached: 0.2 }),
  row(gemini, "gemini-3-flash-preview", 0.5, 3, { cached: 0.05 }),
  row(gemini, "gemini-2.5-pro", 1.25, 10, { cached: 0.125, ends: "2026-12-01" }),
  row(gemini, "gemini-2.5-flash", 0.3, 2.5, { cached: 0.03, ends: "2026-12-01" }),
  row(gemini, "gemini-2.5-flash-lite", 0.1, 0.4, { cached: 0.01 }),
  row(mistral, "mistral-large-4", 0.7, 2.1, { cached: 0.07 }),
  row(mistral, "mistral-large-2512", 0.5, 1.5, { cached: 0.05, ends: "2027-04-30" }),
  row(mistral, "mistral-large-latest", 0.5, 1.5, { cached: 0.05 }),
  row(mistral, "mistral-medium-3-5", 1.5, 7.5, { cached: 0.15, ends: "2027-04-30" }),
  row(mistral, "mistral-medium-latest", 1.5, 7.5, { cached: 0.15 }),
  row(mistral, "mistral-small-2603", 0.15, 0.6, { cached: 0.015 }),
  row(mistral, "mistral-small-latest", 0.15, 0.6, { cached: 0.015 }),
  row(mistral, "ministral-14b-2512", 0.2, 0.2, { cached: 0.02 }),
  row(mistral, "ministral-8b-2512", 0.15, 0.15, { cached: 0.015 }),
  row(mistral, "ministral-3b-2512", 0.1, 0.1, { cached: 0.01 }),
  row(mistral, "magistral-medium-latest", 1.5, 7.5, { cached: 0.15 }),
  row(mistral, "magistral-small-latest", 0.15, 0.6, { cached: 0.015 }),
  row(deepSeek, "deepseek-flash", 0.3, 1.2, { cached: 0.006 }),
  row(deepSeek, "deepseek-v4-flash", 0.3, 1.2, { cached: 0.006 }),
  row(deepSeek, "deepseek-v4-pro", 1.32, 3.96, { cached: 0.044 }),
  row(groq, "openai/gpt-oss-120b", 0.15, 0.6, { cached: 0.075 }),
  row(groq, "openai/gpt-oss-20b", 0.075, 0.3, { cached: 0.0375 }),
  row(groq, "qwen/qwen3.8-27b", 0.8, 4),
  row(together, "deepseek-ai/DeepSeek-V4.1-Flash", 0.3, 1.2, { cached: 0.006 }),
  row(together, "deepseek-ai/DeepSeek-V4-Pro-0813", 1.32, 3.96, { cached: 0.13 }),
  row(together, "moonshotai/Kimi-K3", 3, 15, { cached: 0.3 }),
  row(together, "moonshotai/Kimi-K3.1-Pro", 2, 10, { cached: 0.2 }),
  row(together, "zai-org/GLM-5.3", 1.4, 4.4, { cached: 0.26 }),
  row(together, "zai-org/GLM-5.3-Flash", 0.15, 0.5, { cached: 0.03 }),
  row(together, "MiniMaxAI/MiniMax-M3.1-Flash", 0.15, 0.6, { cached: 0.015 }),
  row(together, "meta-models/Muse-Glimmer-30B", 0.35, 1.5, { cached: 0.04 }),
  row(together, "Qwen/Qwen3.8-Flash", 0.15, 0.47),
  row(together, "Qwen/Qwen3.5-9B", 0.17, 0.25),
  row(together, "openai/gpt-oss-120b", 0.15, 0.6),
];
