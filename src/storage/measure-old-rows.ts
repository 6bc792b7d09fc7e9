import { addToSums } from "./ledger-sums.ts";
import type { StudioDatabase } from "./schema.ts";
import type { SizeRow } from "./side-rows.ts";
import { sizeOf } from "./sizes.ts";
import { isMeasured, ledgerOwner, measuredTables } from "./unmeasured.ts";

/** Rows measured per transaction: few enough that neither the page nor a run notices. */
const rowsAtOnce = 200;

/** Share of what older versions wrote that is measured; 1 when all is. */
export async function measuredShare(db: StudioDatabase): Promise<number> {
  const left = (await db.sizes.toArray()).flatMap((row) => row.left ?? []);
  if (left.length === 0) return 1;
  const shares = left.map(({ after, to }) => Math.max(0, after) / Math.max(1, to));
  return shares.reduce((sum, share) => sum + share, 0) / left.length;
}

/** Measures what was written before sizes were kept, a little at a time; goes on where an earlier visit ended. */
export async function measureOldRows(db: StudioDatabase): Promise<void> {
  const work = async (): Promise<void> => {
    for (const { owner, table } of (await db.sizes.toArray()).filter(({ left }) => left !== undefined))
      while (await measureSome(db, owner, table));
  };
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  if (locks === undefined) return work();
  // One tab does it.
  await locks.request(`${db.name}:measure`, { ifAvailable: true }, (lock) =>
    lock === null ? undefined : work(),
  );
}

/** Measures the next rows; false when none are left. */
async function measureSome(db: StudioDatabase, owner: string, table: string): Promise<boolean> {
  const isLedger = owner === ledgerOwner;
  const source = isLedger ? db.modelCalls : db.table(table);
  return db.transaction("rw", db.sizes, db.ledgerSums, source, async () => {
    const known = await db.sizes.get([owner, table]);
    if (known?.left === undefined) return false;
    const { after, to } = known.left;
    const rows: readonly object[] = isLedger
      ? await db.modelCalls.where(":id").between(after, to, false, true).limit(rowsAtOnce).toArray()
      : isMeasured(table)
        ? await source
            .where(measuredTables[table])
            .between([owner, after], [owner, to], false, true)
            .limit(rowsAtOnce)
            .toArray()
        : [];
    if (isLedger) await addToSums(db, rows as never);
    await db.sizes.put(advanced(known, rows, table));
    return true;
  });
}

function advanced({ left, ...known }: SizeRow, rows: readonly object[], table: string): SizeRow {
  const place = { events: "seq", journalPages: "from", examples: "position", modelCalls: "id" }[table];
  const last = (rows.at(-1) as Readonly<Record<string, number>> | undefined)?.[place ?? "callIndex"];
  return {
    ...known,
    rows: known.rows + rows.length,
    bytes: known.bytes + rows.reduce((sum, row) => sum + sizeOf(row), 0),
    ...(left === undefined || last === undefined || rows.length < rowsAtOnce
      ? {}
      : { left: { after: last, to: left.to } }),
  };
}
