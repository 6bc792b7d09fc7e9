import type { CompletionOutcome, LanguageModel, TokenUsage } from "../language-model.ts";
import { ownCount } from "../own-count.ts";
import type { Price } from "../price-row.ts";

/** US dollars of one call; undefined where the endpoint reported no tokens. */
export function costOf(usage: TokenUsage, price: Price): number | undefined {
  const { promptTokens, completionTokens, cachedPromptTokens = 0, writtenPromptTokens = 0 } = usage;
  if (promptTokens === undefined || completionTokens === undefined) return undefined;
  const cachedPrice = price.cachedInputPerMillion ?? price.inputPerMillion;
  const writePrice = price.cacheWritePerMillion ?? price.inputPerMillion;
  const fresh = promptTokens - cachedPromptTokens - writtenPromptTokens;
  return (
    (fresh * price.inputPerMillion +
      cachedPromptTokens * cachedPrice +
      writtenPromptTokens * writePrice +
      completionTokens * price.outputPerMillion) /
    1e6
  );
}

/**
 * Adds what a call cost, from the price table, unless the provider itself said so. Tokens nobody counted are estimated:
 * a limit on money must hold all the same.
 */
export function withMeter(
  model: LanguageModel,
  priceNow: () => Price | undefined,
  onOutcome: (outcome: CompletionOutcome) => void = () => undefined,
): LanguageModel {
  return {
    ...model,
    async complete(request, signal, onWritten) {
      const outcome = await model.complete(request, signal, onWritten);
      const price = priceNow();
      const cost =
        outcome.kind === "completed" && price !== undefined
          ? costOf(ownCount(request, outcome), price)
          : undefined;
      const metered =
        outcome.kind === "completed" && outcome.costUsd === undefined && cost !== undefined
          ? { ...outcome, costUsd: cost }
          : outcome;
      onOutcome(metered);
      return metered;
    },
  };
}
