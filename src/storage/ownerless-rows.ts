import type { Table } from "dexie";

import { unlessImporting, whileImporting } from "./import-lock.ts";
import { dropStrayFolds } from "./journal-folds.ts";
import { rowsOf } from "./key-range.ts";
import type { StudioDatabase } from "./schema.ts";
import { noteGone } from "./sizes.ts";
import { measuredTables, ownersIn } from "./unmeasured.ts";

type OwnedTable = Table<unknown, unknown>;

/** Removes rows whose data set or run is not listed. Only for who holds the import lock; returns how many went. */
export async function removeOwnerlessRows(db: StudioDatabase): Promise<number> {
  let removed = 0;
  await dropStrayFolds(db);
  for (const [name, index] of Object.entries(measuredTables)) {
    const table: OwnedTable = db.table(name);
    const owners = (name === "examples" ? db.datasets : db.runs) as unknown as OwnedTable;
    const found = await ownersIn(table, index);
    // Read after them, for an owner is listed before its rows come; and not in the transaction that removes: nobody shall
    // wait for a writer where there is nothing to write.
    const listed = new Set(await owners.toCollection().primaryKeys());
    for (const owner of found.filter((each) => !listed.has(each)))
      removed += await db.transaction("rw", table, db.sizes, async () => {
        await noteGone(db, owner);
        return rowsOf(table, index, owner).delete();
      });
  }
  return removed;
}

/**
 * Removes what an import left behind when it was cut off (a closed tab, a crash). Leaves everything as it is while an
 * import is under way in any tab. Returns the number of rows removed.
 */
export async function clearCutOffImports(db: StudioDatabase): Promise<number> {
  return (await unlessImporting(db, () => removeOwnerlessRows(db))) ?? 0;
}

/** The same right after an import here was stopped: waits until the worker that was ended has let go. */
export function clearStoppedImport(db: StudioDatabase): Promise<number> {
  return whileImporting(db, () => removeOwnerlessRows(db));
}
