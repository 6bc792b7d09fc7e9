import type { ColumnRoles } from "../../protocol/import-worker.ts";
import { createExampleMaker } from "../../tasks/rows/make-example.ts";
import type { Example } from "../../tasks/task-spec.ts";
import type { Draft } from "./draft.ts";
import { columnsOfMetrics } from "./metric-list.ts";

interface PreviewedExample {
  /** 1 for the first row of the file that could be read. */
  readonly number: number;
  readonly example: Example;
}

/** The previewed rows as examples, by the roles chosen so far; rows that cannot be used are left out. */
export function previewedExamples(draft: Draft): readonly PreviewedExample[] {
  const { rows } = draft;
  if (rows === undefined) return [];
  const roles = rolesWithKept(draft);
  const make = createExampleMaker(roles);
  const used = new Set(Object.values(roles).flat());
  const places = [...rows.preview.columns.entries()].filter(([, column]) => used.has(column));
  return rows.preview.rows.flatMap((row, index) => {
    const values = Object.fromEntries(places.map(([at, column]) => [column, row[at] ?? ""]));
    const made = make({ kind: "row", number: index + 1, values });
    return made.kind === "example" ? [{ number: index + 1, example: made.example }] : [];
  });
}

export function previewExamples(draft: Draft): readonly Example[] {
  return previewedExamples(draft).map(({ example }) => example);
}

/** The roles with every further column that the file's kind or a metric wants kept. */
export function rolesWithKept(draft: Draft): ColumnRoles {
  const roles = draft.rows?.roles ?? { inputs: [], expected: [] };
  return { ...roles, kept: [...new Set([...(roles.kept ?? []), ...columnsOfMetrics(draft)])] };
}

/** Values of a column in the preview. */
export function previewColumn(draft: Draft, column: string | undefined): readonly string[] {
  const preview = draft.rows?.preview;
  const at = column === undefined ? -1 : (preview?.columns.indexOf(column) ?? -1);
  return at < 0 ? [] : (preview?.rows.map((row) => row[at] ?? "") ?? []);
}

/** The different values of a column in the preview, in the order they come up; an empty cell is no label. */
export function previewLabels(draft: Draft, column: string | undefined): readonly string[] {
  return [...new Set(previewColumn(draft, column).filter((label) => label.trim() !== ""))];
}
