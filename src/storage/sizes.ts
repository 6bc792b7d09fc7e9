import { Dexie } from "dexie";

import { groupBy } from "../shared/group-by.ts";
import type { StudioDatabase } from "./schema.ts";
import type { MeasuredTable } from "./unmeasured.ts";

/** Characters of a row as JSON: close enough to the bytes it takes up, and cheap. */
export const sizeOf = (row: object): number => JSON.stringify(row).length;

/** Counts rows that were just written. To be called inside the transaction that writes them. */
export async function noteGrowth(
  db: StudioDatabase,
  table: MeasuredTable,
  written: readonly object[],
): Promise<void> {
  const owner = table === "examples" ? "datasetId" : "runId";
  const owned = groupBy(written as readonly Readonly<Record<string, unknown>>[], (row) => String(row[owner]));
  for (const [id, rows] of owned) {
    const known = await db.sizes.get([id, table]);
    await db.sizes.put({
      ...known,
      owner: id,
      table,
      rows: (known?.rows ?? 0) + rows.length,
      bytes: (known?.bytes ?? 0) + rows.reduce((sum, row) => sum + sizeOf(row), 0),
    });
  }
}

/** Forgets what a run or a data set took up. To be called inside the transaction that removes its rows. */
export async function noteGone(db: StudioDatabase, owner: string): Promise<void> {
  await db.sizes.where("[owner+table]").between([owner, Dexie.minKey], [owner, Dexie.maxKey]).delete();
}
