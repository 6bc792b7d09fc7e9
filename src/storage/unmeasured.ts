import { Dexie, type Table } from "dexie";

import type { SizeRow } from "./side-rows.ts";

/** Tables whose sizes are kept as they are written: those that grow with the answers and the rows of data sets. */
export const measuredTables = {
  examples: "[datasetId+position]",
  events: "[runId+seq]",
  journalPages: "[runId+from]",
  rollouts: "[runId+callIndex]",
  trajectories: "[runId+callIndex]",
  reflections: "[runId+callIndex]",
} as const;
export type MeasuredTable = keyof typeof measuredTables;

export const isMeasured = (table: string): table is MeasuredTable => Object.hasOwn(measuredTables, table);

/** Name under which the ledger stands among the sizes while lines of an older version are not summed yet. */
export const ledgerOwner = "ledger";

type AnyTable = Table<unknown, unknown>;

/** Every owner a table's rows name, found by jumping from one to the next. */
export async function ownersIn(table: AnyTable, index: string): Promise<readonly string[]> {
  const owners: string[] = [];
  let rows = table.orderBy(index);
  for (;;) {
    const [key] = (await rows.limit(1).keys()) as unknown as readonly (readonly [string, unknown])[];
    if (key === undefined) return owners;
    owners.push(key[0]);
    rows = table.where(index).above([key[0], Dexie.maxKey]);
  }
}

/** The last key a table has of each owner: up to there rows were written before sizes were kept. */
export async function unmeasured(table: AnyTable, name: MeasuredTable): Promise<readonly SizeRow[]> {
  const index = measuredTables[name];
  const found: SizeRow[] = [];
  for (const owner of await ownersIn(table, index)) {
    const [key] = (await table
      .where(index)
      .between([owner, Dexie.minKey], [owner, Dexie.maxKey])
      .reverse()
      .limit(1)
      .keys()) as unknown as readonly (readonly [string, number])[];
    if (key !== undefined)
      found.push({ owner, table: name, rows: 0, bytes: 0, left: { after: -1, to: key[1] } });
  }
  return found;
}
