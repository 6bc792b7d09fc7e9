import { isBilled } from "./is-billed.ts";
import type { StudioDatabase } from "./schema.ts";
import type { LedgerSumRow, ModelCallRow } from "./side-rows.ts";

/** What one line of the ledger adds to the sums of its run and host. */
export function summed(row: ModelCallRow): LedgerSumRow {
  const isBlocked = row.status === "blocked";
  return {
    runId: row.runId ?? "",
    origin: row.origin,
    requests: isBlocked ? 0 : 1,
    blocked: isBlocked ? 1 : 0,
    bytesOut: isBlocked ? 0 : row.bytesOut,
    bytesIn: isBlocked ? 0 : row.bytesIn,
    costUsd: isBlocked ? 0 : (row.costUsd ?? 0),
    unpriced: row.costUsd === undefined && isBilled(row) ? 1 : 0,
    size: JSON.stringify(row).length,
  };
}

/** Adds lines to the sums, or with -1 takes them away. To be called inside the transaction that writes the lines. */
export async function addToSums(
  db: StudioDatabase,
  rows: readonly ModelCallRow[],
  sign: 1 | -1 = 1,
): Promise<void> {
  const sums = new Map<string, LedgerSumRow>();
  for (const row of rows) {
    const { runId, origin, ...figures } = summed(row);
    const key = JSON.stringify([runId, origin]);
    const known = sums.get(key) ?? (await db.ledgerSums.get([runId, origin]));
    const sum = (name: keyof typeof figures): number => (known?.[name] ?? 0) + sign * figures[name];
    sums.set(key, {
      runId,
      origin,
      requests: sum("requests"),
      blocked: sum("blocked"),
      bytesOut: sum("bytesOut"),
      bytesIn: sum("bytesIn"),
      costUsd: sum("costUsd"),
      unpriced: sum("unpriced"),
      size: sum("size"),
    });
  }
  await db.ledgerSums.bulkPut([...sums.values()]);
}
