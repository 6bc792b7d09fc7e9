import type { DocumentSource, Example } from "../task-spec.ts";
import { createSearch, type Search } from "./search.ts";

/** A search over the documents of a data set, by the columns the task names; an Error where no row is left. */
export function searchOver(
  rows: readonly Example[],
  { textColumn, titleColumn }: Extract<DocumentSource, { readonly kind: "dataset" }>,
): Search {
  if (rows.length === 0) throw new Error("the data set this task searches is no longer here");
  const cell = (row: Example, column: string): string => row.inputs[column] ?? row.expected[column] ?? "";
  return createSearch(
    rows.map((row) => ({
      title: titleColumn === undefined ? "" : cell(row, titleColumn),
      text: cell(row, textColumn),
    })),
  );
}
