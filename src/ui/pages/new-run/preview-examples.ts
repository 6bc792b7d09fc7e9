import { createExampleMaker } from "../../../tasks/rows/make-example.ts";
import { nearDuplicateGroups } from "../../../tasks/splits/near-duplicates.ts";
import type { Example } from "../../../tasks/task-spec.ts";
import type { Draft } from "./draft.ts";

/** The previewed rows as examples, by the roles chosen so far; rows that cannot be used are left out. */
export function previewExamples({ rows }: Draft): readonly Example[] {
  if (rows === undefined) return [];
  const { columns } = rows.preview;
  const make = createExampleMaker(rows.roles);
  return rows.preview.rows.flatMap((row, index) => {
    const values = Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ""]));
    const made = make({ kind: "row", number: index + 1, values });
    return made.kind === "example" ? [made.example] : [];
  });
}

/** How many previewed rows are nearly the same as another one; such rows make a test easier than it should be. */
export function nearlyEqualRows(draft: Draft): number {
  const groups = nearDuplicateGroups(previewExamples(draft));
  return groups.reduce((sum, group) => sum + group.length, 0);
}
