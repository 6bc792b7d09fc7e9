import { isLocalAddress } from "../shared/local-address.ts";
import type { RemoteChoice } from "./model-choice.ts";
import { providerPresets } from "./remote/provider-presets.ts";

/** US dollars per million tokens. */
export interface Price {
  readonly inputPerMillion: number;
  /** Prompt tokens read from the provider's cache; without it they cost as much as others. */
  readonly cachedInputPerMillion?: number;
  readonly outputPerMillion: number;
}

export interface PriceRow extends Price {
  /** Provider id of a preset, or `custom`. */
  readonly provider: string;
  /** Model name, or its beginning: dated versions of a model share its price. The longest match counts. */
  readonly model: string;
  /** When the price was read, YYYY-MM. */
  readonly asOf: string;
  readonly source: string;
}

const openAi = { provider: "openai", asOf: "2026-10", source: "https://openai.com/api/pricing" } as const;
const anthropic = { provider: "anthropic", asOf: "2026-10", source: "https://claude.com/pricing" } as const;
const gemini = { provider: "gemini", asOf: "2026-10", source: "https://ai.google.dev/pricing" } as const;

const row = (
  at: Pick<PriceRow, "provider" | "asOf" | "source">,
  model: string,
  inputPerMillion: number,
  cachedInputPerMillion: number,
  outputPerMillion: number,
): PriceRow => ({ ...at, model, inputPerMillion, cachedInputPerMillion, outputPerMillion });

/**
 * A start for the user's own table: standard prices, read from published copies of the providers' pages, not from
 * an account. Providers change them without notice; OpenRouter states the cost of each call itself.
 */
export const priceTable: readonly PriceRow[] = [
  row(openAi, "gpt-4o-mini", 0.15, 0.075, 0.6),
  row(openAi, "gpt-4o", 2.5, 1.25, 10),
  row(openAi, "gpt-4.1", 2, 0.5, 8),
  row(openAi, "gpt-4.1-mini", 0.4, 0.1, 1.6),
  row(openAi, "gpt-4.1-nano", 0.1, 0.025, 0.4),
  row(openAi, "gpt-5", 1.25, 0.125, 10),
  row(openAi, "gpt-5-mini", 0.25, 0.025, 2),
  row(openAi, "gpt-5-nano", 0.05, 0.005, 0.4),
  row(openAi, "gpt-5.4", 2.5, 0.25, 15),
  row(openAi, "gpt-5.4-mini", 0.75, 0.075, 4.5),
  row(openAi, "gpt-5.4-nano", 0.2, 0.02, 1.25),
  row(anthropic, "claude-haiku-4-5", 1, 0.1, 5),
  row(anthropic, "claude-sonnet-4-5", 3, 0.3, 15),
  row(anthropic, "claude-sonnet-4-6", 3, 0.3, 15),
  row(anthropic, "claude-sonnet-5", 2, 0.2, 10),
  row(anthropic, "claude-sonnet-5-5", 2, 0.1, 10),
  row(anthropic, "claude-opus-5", 5, 0.5, 25),
  row(gemini, "gemini-2.5-flash-lite", 0.1, 0.01, 0.4),
  row(gemini, "gemini-2.5-flash", 0.3, 0.03, 2.5),
  row(gemini, "gemini-2.5-pro", 1.25, 0.125, 10),
];

/** The price that applies: the user's own rows before the ones above, the longest matching name first. */
export function priceOf(choice: RemoteChoice, own: readonly PriceRow[] = []): PriceRow | undefined {
  const matching = (rows: readonly PriceRow[]): PriceRow | undefined =>
    rows
      .filter(({ provider, model }) => provider === choice.provider && isVersionOf(choice.model, model))
      .toSorted((a, b) => b.model.length - a.model.length)[0];
  return matching(own) ?? matching(priceTable) ?? (isOwnMachine(choice) ? ownMachine(choice) : undefined);
}

/**
 * A server that runs its models on this machine or its network. An unknown one may pass calls on to a service that
 * costs, as Ollama does with its cloud models.
 */
function isOwnMachine({ provider, baseUrl, model }: RemoteChoice): boolean {
  const local = providerPresets.filter((preset) => preset.where === "own-machine");
  return (
    URL.canParse(baseUrl) &&
    isLocalAddress(new URL(baseUrl).hostname) &&
    local.some((preset) => preset.id === provider || preset.baseUrl === baseUrl) &&
    !/[:-]cloud$/.test(model)
  );
}

const ownMachine = ({ provider, model }: RemoteChoice): PriceRow => ({
  provider,
  model,
  inputPerMillion: 0,
  outputPerMillion: 0,
  asOf: "",
  source: "your own machine: nothing to pay",
});

/** When OpenAI shuts models down, YYYY-MM-DD; read 2026-11 from https://developers.openai.com/api/docs/deprecations. */
const shutDowns: readonly { readonly provider: string; readonly model: string; readonly on: string }[] = [
  { provider: "openai", model: "gpt-5", on: "2026-12-11" },
  { provider: "openai", model: "gpt-5-mini", on: "2026-12-11" },
  { provider: "openai", model: "gpt-5-nano", on: "2026-12-11" },
  { provider: "openai", model: "gpt-4o", on: "2027-01-14" },
  { provider: "openai", model: "gpt-4o-mini", on: "2027-01-14" },
  { provider: "openai", model: "gpt-4.1", on: "2027-01-14" },
  { provider: "openai", model: "gpt-4.1-mini", on: "2027-01-14" },
];

/** The day its provider shuts a model down, YYYY-MM-DD, where one was announced. */
export function shutDownOf({ provider, model }: RemoteChoice): string | undefined {
  return shutDowns.find((one) => one.provider === provider && isVersionOf(model, one.model))?.on;
}

/** `gpt-5-2025-08-07` is a version of `gpt-5`; `gpt-5-mini` and `gpt-5.4` are not. */
function isVersionOf(name: string, model: string): boolean {
  if (name === model) return true;
  return name.startsWith(model) && /^-(\d{4}|\d{8}|latest|preview)/.test(name.slice(model.length));
}

/** Rows as they were stored; what is not a price is left out. */
export function parsePrices(stored: unknown): readonly PriceRow[] {
  const isPrice = (value: unknown): value is number => typeof value === "number" && value >= 0;
  if (!Array.isArray(stored)) return [];
  return stored.filter(
    (row): row is PriceRow =>
      typeof row?.provider === "string" &&
      typeof row.model === "string" &&
      isPrice(row.inputPerMillion) &&
      isPrice(row.outputPerMillion) &&
      (row.cachedInputPerMillion === undefined || isPrice(row.cachedInputPerMillion)),
  );
}
