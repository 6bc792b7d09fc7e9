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
