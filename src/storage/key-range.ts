import { Dexie, type Collection, type Table } from "dexie";

/** All rows of one run (or dataset) in a table whose key starts with it, in key order. */
export function rowsOf<Row, Key>(table: Table<Row, Key>, index: string, owner: string): Collection<Row, Key> {
  return table.where(index).between([owner, Dexie.minKey], [owner, Dexie.maxKey]);
}

/** Rows of one owner whose second key part is at least `from`, in key order. */
export function rowsSince<Row, Key>(
  table: Table<Row, Key>,
  index: string,
  owner: string,
  from: number,
): Collection<Row, Key> {
  return table.where(index).between([owner, from], [owner, Dexie.maxKey]);
}
