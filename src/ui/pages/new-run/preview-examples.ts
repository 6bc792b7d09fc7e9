import { createExampleMaker } from "../../../tasks/rows/make-example.ts";
import type { Example } from "../../../tasks/task-spec.ts";
import type { Draft } from "./draft.ts";
import { columnsOfMetrics } from "./metric-list.ts";

/** The previewed rows as examples, by the roles chosen so far; rows that cannot be used are left out. */
export function previewExamples(draft: Draft): readonly Example[] {
  const { rows } = draft;
  if (rows === undefined) return [];
  const { columns } = rows.preview;
  const make = createExampleMaker({ ...rows.roles, kept: columnsOfMetrics(draft) });
  return rows.preview.rows.flatMap((row, index) => {
    const values = Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ""]));
    const made = make({ kind: "row", number: index + 1, values });
    return made.kind === "example" ? [made.example] : [];
  });
}

/** Values of a column in the preview. */
export function previewColumn(draft: Draft, column: string | undefined): readonly string[] {
  const preview = draft.rows?.preview;
  const at = column === undefined ? -1 : (preview?.columns.indexOf(column) ?? -1);
  return at < 0 ? [] : (preview?.rows.map((row) => row[at] ?? "") ?? []);
}
