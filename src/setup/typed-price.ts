import type { Price, PriceRow } from "../models/price-row.ts";
import { readNumber } from "../views/words/typed-number.ts";

/** The price of one model as it was typed; empty is "not said". */
export interface TypedPrice {
  readonly provider: string;
  readonly model: string;
  readonly input: string;
  readonly cached: string;
  readonly written: string;
  readonly output: string;
  readonly source: string;
}

/** A number of US dollars, as typed. */
export const dollars = { least: 0, mayBeEmpty: true };

export const typedPrice = (row: Pick<PriceRow, "provider" | "model"> & Partial<PriceRow>): TypedPrice => ({
  provider: row.provider,
  model: row.model,
  input: String(row.inputPerMillion ?? ""),
  cached: String(row.cachedInputPerMillion ?? ""),
  written: String(row.cacheWritePerMillion ?? ""),
  output: String(row.outputPerMillion ?? ""),
  source: row.source ?? "",
});

/** The row those words stand for, dated by `asOf` (YYYY-MM); undefined while something is missing or is no amount. */
export function priceOfTyped(typed: TypedPrice, asOf: string): PriceRow | undefined {
  const amounts = [typed.input, typed.cached, typed.written, typed.output].map((text) =>
    readNumber(text, dollars),
  );
  const [inputPerMillion, cachedInputPerMillion, cacheWritePerMillion, outputPerMillion] = amounts;
  const model = typed.model.trim();
  if (inputPerMillion === undefined || outputPerMillion === undefined || model === "") return undefined;
  if (amounts.some(Number.isNaN)) return undefined;
  return {
    provider: typed.provider,
    model,
    inputPerMillion,
    outputPerMillion,
    ...(cachedInputPerMillion === undefined ? {} : { cachedInputPerMillion }),
    ...(cacheWritePerMillion === undefined ? {} : { cacheWritePerMillion }),
    asOf,
    source: typed.source.trim(),
  };
}

/** The figures of a price, as its form and its table name them. */
export const priceFields: readonly {
  readonly name: "input" | "cached" | "written" | "output";
  readonly key: keyof Price;
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
}[] = [
  { name: "input", key: "inputPerMillion", title: "Input, $ per 1M", label: "Input, $ per 1M tokens" },
  {
    name: "cached",
    key: "cachedInputPerMillion",
    title: "Read from cache",
    label: "Read from cache",
    hint: "Empty: the price of input.",
  },
  {
    name: "written",
    key: "cacheWritePerMillion",
    title: "Written to cache",
    label: "Written to cache",
    hint: "Empty: the price of input.",
  },
  { name: "output", key: "outputPerMillion", title: "Output, $ per 1M", label: "Output, $ per 1M tokens" },
];
