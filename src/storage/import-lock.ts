import type { StudioDatabase } from "./schema.ts";

/**
 * An import stores rows before what owns them is listed. This Web Lock tells such rows from those an import left behind
 * when its tab was closed: it is held as long as the import lives, in whatever tab, and no longer.
 */
function lockName(db: StudioDatabase): string {
  return `${db.name}:import`;
}

/** Undefined only outside browsers that may run the studio (tests in Node): nobody else is there. */
function browserLocks(): LockManager | undefined {
  return typeof navigator === "undefined" ? undefined : navigator.locks;
}

/** Does this as the only import into this database; waits for one that is under way. */
export async function whileImporting<Done>(db: StudioDatabase, work: () => Promise<Done>): Promise<Done> {
  const locks = browserLocks();
  return locks === undefined ? work() : locks.request(lockName(db), work);
}

/** Does this unless an import is under way; undefined then. */
export async function unlessImporting<Done>(
  db: StudioDatabase,
  work: () => Promise<Done>,
): Promise<Done | undefined> {
  const locks = browserLocks();
  return locks === undefined
    ? work()
    : locks.request(lockName(db), { ifAvailable: true }, async (lock) =>
        lock === null ? undefined : work(),
      );
}
