import { isBilled } from "../is-billed.ts";
import type { HostTotals } from "../network-store.ts";
import type { ModelCallRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** What left this machine, summed; `requests: 0` is the sentence "0 requests left this machine". */
export interface LedgerSums {
  readonly requests: number;
  readonly blocked: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly costUsd: number;
  /** Requests that may have cost something nobody knows; the money above leaves them out. */
  readonly unpriced: number;
  readonly origins: readonly HostTotals[];
}

/** Newest ledger lines first, at most `limit`. */
export async function listLedger(db: StudioDatabase, limit: number, runId?: string): Promise<ModelCallRow[]> {
  if (runId === undefined) return db.modelCalls.orderBy("id").reverse().limit(limit).toArray();
  return db.modelCalls.where("runId").equals(runId).reverse().limit(limit).toArray();
}

/** Sums over the whole ledger or one run's part of it. */
export async function sumLedger(db: StudioDatabase, runId?: string): Promise<LedgerSums> {
  const rows =
    runId === undefined ? db.modelCalls.toCollection() : db.modelCalls.where("runId").equals(runId);
  const sums = { requests: 0, blocked: 0, bytesOut: 0, bytesIn: 0, costUsd: 0, unpriced: 0 };
  const origins = new Map<string, HostTotals>();
  await rows.each((row) => {
    const isBlocked = row.status === "blocked";
    const origin = origins.get(row.origin) ?? {
      origin: row.origin,
      requests: 0,
      refused: 0,
      bytesOut: 0,
      bytesIn: 0,
    };
    origins.set(row.origin, {
      origin: row.origin,
      requests: origin.requests + (isBlocked ? 0 : 1),
      refused: origin.refused + (isBlocked ? 1 : 0),
      bytesOut: origin.bytesOut + (isBlocked ? 0 : row.bytesOut),
      bytesIn: origin.bytesIn + (isBlocked ? 0 : row.bytesIn),
    });
    if (isBlocked) {
      sums.blocked += 1;
      return;
    }
    sums.requests += 1;
    sums.bytesOut += row.bytesOut;
    sums.bytesIn += row.bytesIn;
    if (row.costUsd !== undefined) sums.costUsd += row.costUsd;
    else if (isBilled(row)) sums.unpriced += 1;
  });
  return { ...sums, origins: [...origins.values()] };
}
