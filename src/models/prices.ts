import { isLocalAddress } from "../shared/local-address.ts";
import type { RemoteChoice } from "./model-choice.ts";
import type { PriceRow } from "./price-row.ts";
import { priceTable } from "./price-table.ts";
import { providerPresets } from "./remote/provider-presets.ts";

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

/** The day its provider shuts a model down, YYYY-MM-DD, where one was announced. */
export function shutDownOf({ provider, model }: RemoteChoice): string | undefined {
  return priceTable.find((one) => one.provider === provider && isVersionOf(model, one.model))?.endsOn;
}

/** `gpt-5-2025-08-07` is a version of `gpt-5`; `gpt-5-mini` and `gpt-5.4` are not. */
function isVersionOf(name: string, model: string): boolean {
  if (name === model) return true;
  return name.startsWith(model) && /^-(\d{4}|\d{8}|latest|preview)/.test(name.slice(model.length));
}
