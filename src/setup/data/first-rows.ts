import { draftedRows } from "../../storage/read/drafted-rows.ts";
import { readExamples } from "../../storage/read/library.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import type { Example, TaskSource } from "../../tasks/task-spec.ts";

/** The first `most` rows one learns from; of a data set also the newest that a model drafted. */
export async function firstRows(
  db: StudioDatabase,
  source: TaskSource,
  most: number,
): Promise<readonly Example[]> {
  if (source.kind === "dataset") {
    const first = await readExamples(db, source.datasetId, 0, most);
    const drafted = await draftedRows(db, source.datasetId, most);
    return [...first, ...drafted.filter(({ id }) => !first.some((row) => row.id === id))];
  }
  const { generatedRows } = await import("../../tasks/generated-rows.ts");
  // Fewer rows are the same rows from the start, so no more are written than are shown.
  const feedback = Math.min(most, source.sizes.feedback);
  return generatedRows({ ...source, sizes: { feedback, pareto: 0, test: 0 } }).feedback.slice(0, most);
}

/** Columns of rows that all have the same: what is shown, then what is expected. */
export function columnsOf([first]: readonly Example[]): readonly string[] {
  return first === undefined ? [] : [...Object.keys(first.inputs), ...Object.keys(first.expected)];
}
