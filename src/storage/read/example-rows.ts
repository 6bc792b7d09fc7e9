import type { ExampleRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Rows of a dataset by their ids, in no particular order; ids that are gone are left out. */
export async function examplesById(
  db: StudioDatabase,
  datasetId: string,
  ids: readonly string[],
): Promise<ExampleRow[]> {
  return db.examples
    .where("[datasetId+id]")
    .anyOf(ids.map((id) => [datasetId, id]))
    .toArray();
}
