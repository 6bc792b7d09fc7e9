import { createExampleMaker } from "../../tasks/rows/make-example.ts";
import type { Example } from "../../tasks/task-spec.ts";
import type { Draft } from "./draft.ts";
import { columnsOfMetrics } from "./metric-list.ts";

/** The previewed rows as examples, by the roles chosen so far; rows that cannot be used are left out. */
export function previewExamples(draft: Draft): readonly Example[] {
  const { rows } = draft;
  if (rows === undefined) return [];
  const roles = { ...rows.roles, kept: columnsOfMetrics(draft) };
  const make = createExampleMaker(roles);
  const used = new Set(Object.values(roles).flat());
  const places = [...rows.preview.columns.entries()].filter(([, column]) => used.has(column));
  return rows.preview.rows.flatMap((row, index) => {
    const values = Object.fromEntries(places.map(([at, column]) => [column, row[at] ?? ""]));
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
