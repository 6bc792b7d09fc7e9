import { Dexie } from "dexie";

import type { ExampleRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Drafts are added at the end; what a file or a change puts between them is looked past. */
const lookedAt = 200;

/** Rows of a data set that a model drafted among its newest, newest first, at most `limit`. */
export async function draftedRows(
  db: StudioDatabase,
  datasetId: string,
  limit: number,
): Promise<readonly ExampleRow[]> {
  const newest = await db.examples
    .where("[datasetId+position]")
    .between([datasetId, Dexie.minKey], [datasetId, Dexie.maxKey])
    .reverse()
    .limit(lookedAt)
    .toArray();
  return newest.filter((row) => row.drafted !== undefined).slice(0, limit);
}
