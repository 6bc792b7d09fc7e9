interface GroupCommit<Row> {
  /** Resolves when the row is on disk. */
  add(row: Row): Promise<void>;
}

/**
 * Writes rows at once; those that arrive while a write is under way go together in the next one. So a slow disk gets
 * few large transactions, and an answer is never kept waiting for company.
 */
export function makeGroupCommit<Row>(write: (rows: readonly Row[]) => Promise<void>): GroupCommit<Row> {
  let gathered: Row[] = [];
  let next: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();

  return {
    add(row) {
      gathered.push(row);
      next ??= last
        .catch(() => undefined)
        .then(() => {
          const group = gathered;
          gathered = [];
          next = undefined;
          last = write(group);
          return last;
        });
      return next;
    },
  };
}
