import { Dexie } from "dexie";

import type { ExampleRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Rows of a data set that a model drafted, newest first, at most `limit`. */
export async function draftedRows(
  db: StudioDatabase,
  datasetId: string,
  limit: number,
): Promise<readonly ExampleRow[]> {
  return (
    db.examples
      .where("[datasetId+position]")
      .between([datasetId, Dexie.minKey], [datasetId, Dexie.maxKey])
      .reverse()
      // Drafts are added at the end: the first row that is none ends the search.
      .until((row) => row.drafted === undefined)
      .limit(limit)
      .toArray()
  );
}
