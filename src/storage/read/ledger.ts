import { rowsOf } from "../key-range.ts";
import { summed } from "../ledger-sums.ts";
import type { HostTotals } from "../network-store.ts";
import type { ModelCallRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { ledgerOwner } from "../unmeasured.ts";

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

/** Sums over the whole ledger or one run's part of it; reads no line of it once older lines are summed. */
export async function sumLedger(db: StudioDatabase, runId?: string): Promise<LedgerSums> {
  const isWhole = (await db.sizes.get([ledgerOwner, "modelCalls"]))?.left === undefined;
  const parts = isWhole ? await keptSums(db, runId) : (await linesOf(db, runId).toArray()).map(summed);
  const origins = new Map<string, HostTotals>();
  const sums = { requests: 0, blocked: 0, bytesOut: 0, bytesIn: 0, costUsd: 0, unpriced: 0 };
  for (const part of parts) {
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += part[key];
    const before = origins.get(part.origin);
    origins.set(part.origin, {
      origin: part.origin,
      requests: (before?.requests ?? 0) + part.requests,
      refused: (before?.refused ?? 0) + part.blocked,
      bytesOut: (before?.bytesOut ?? 0) + part.bytesOut,
      bytesIn: (before?.bytesIn ?? 0) + part.bytesIn,
    });
  }
  return { ...sums, origins: [...origins.values()] };
}

function keptSums(db: StudioDatabase, runId: string | undefined) {
  return runId === undefined
    ? db.ledgerSums.toArray()
    : rowsOf(db.ledgerSums, "[runId+origin]", runId).toArray();
}

function linesOf(db: StudioDatabase, runId: string | undefined) {
  return runId === undefined ? db.modelCalls.toCollection() : db.modelCalls.where("runId").equals(runId);
}
