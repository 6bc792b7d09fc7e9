import { Dexie, type Table } from "dexie";

import { unlessImporting } from "./import-lock.ts";
import { rowsOf } from "./key-range.ts";
import type { StudioDatabase } from "./schema.ts";

type OwnedTable = Table<unknown, unknown>;

/** Every owner a table's rows name, found by jumping from one to the next. */
async function ownersIn(table: OwnedTable, index: string): Promise<readonly string[]> {
  const owners: string[] = [];
  let rows = table.orderBy(index);
  for (;;) {
    const [key] = (await rows.limit(1).keys()) as unknown as readonly (readonly [string, unknown])[];
    if (key === undefined) return owners;
    owners.push(key[0]);
    rows = table.where(index).above([key[0], Dexie.maxKey]);
  }
}

/** Removes rows whose data set or run is not listed. Only for who holds the import lock; returns how many went. */
export async function removeOwnerlessRows(db: StudioDatabase): Promise<number> {
  const owned = [
    [db.examples, "[datasetId+position]", db.datasets],
    [db.events, "[runId+seq]", db.runs],
    [db.journalPages, "[runId+from]", db.runs],
    [db.rollouts, "[runId+callIndex]", db.runs],
    [db.trajectories, "[runId+callIndex]", db.runs],
    [db.reflections, "[runId+callIndex]", db.runs],
  ] as unknown as readonly (readonly [OwnedTable, string, OwnedTable])[];
  let removed = 0;
  for (const [table, index, owners] of owned)
    for (const owner of await ownersIn(table, index))
      removed += await db.transaction("rw", table, owners, async () =>
        (await owners.get(owner)) === undefined ? rowsOf(table, index, owner).delete() : 0,
      );
  return removed;
}

/**
 * Removes what an import left behind when it was cut off (a closed tab, a crash). Leaves everything as it is while an
 * import is under way in any tab. Returns the number of rows removed.
 */
export async function clearCutOffImports(db: StudioDatabase): Promise<number> {
  return (await unlessImporting(db, () => removeOwnerlessRows(db))) ?? 0;
}
