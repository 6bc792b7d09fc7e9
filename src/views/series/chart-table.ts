/** What a chart shows, as rows of text. */
export interface ChartTable {
  readonly columns: readonly { readonly title: string; readonly numeric?: boolean }[];
  readonly rows: readonly (readonly string[])[];
}
