/** US dollars per million tokens. */
export interface Price {
  readonly inputPerMillion: number;
  /** Prompt tokens read from the provider's cache; without it they cost as much as others. */
  readonly cachedInputPerMillion?: number;
  /** Prompt tokens written to the provider's cache; without it they cost as much as others. */
  readonly cacheWritePerMillion?: number;
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
  /** The day its provider shuts the model down, YYYY-MM-DD, where one was announced. */
  readonly endsOn?: string;
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
      [row.cachedInputPerMillion, row.cacheWritePerMillion].every(
        (price) => price === undefined || isPrice(price),
      ),
  );
}
