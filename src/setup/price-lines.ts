import type { RemoteChoice } from "../models/model-choice.ts";
import type { PriceRow } from "../models/price-row.ts";
import { priceTable } from "../models/price-table.ts";
import { priceOf } from "../models/prices.ts";

/** A line of a table of prices: a price, or a model of the user's that has none. */
export interface PriceLine {
  readonly provider: string;
  readonly model: string;
  readonly price: PriceRow | undefined;
  readonly isOwn: boolean;
}

const lineOf = (row: PriceRow, isOwn: boolean): PriceLine => ({
  provider: row.provider,
  model: row.model,
  price: row,
  isOwn,
});

/** Prices that came with the studio. */
export const builtInPrices: readonly PriceLine[] = priceTable.map((row) => lineOf(row, false));

/** Models that are set up, with what is known of their prices; then the user's other prices. */
export function usedPrices(
  endpoints: readonly { readonly choice: RemoteChoice }[],
  own: readonly PriceRow[],
): readonly PriceLine[] {
  const used = endpoints.map(({ choice }): PriceLine => {
    const price = priceOf(choice, own);
    const isOwn = price !== undefined && own.includes(price);
    return { provider: choice.provider, model: choice.model, price, isOwn };
  });
  const others = own.filter((row) => !used.some(({ price }) => price === row));
  return [...used, ...others.map((row) => lineOf(row, true))];
}

/** Where and when a price was read. */
export function priceSource({ asOf, source, endsOn }: PriceRow, isOwn: boolean): string {
  if (isOwn) return source === "" ? `${asOf}, yours` : `${asOf}, yours: ${source}`;
  if (asOf === "") return source;
  const ends = endsOn === undefined ? "" : `; shut down on ${endsOn}`;
  return `${asOf}, ${source.replace(/^https:\/\//, "")}${ends}`;
}
