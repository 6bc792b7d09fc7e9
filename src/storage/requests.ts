import { addToSums } from "./ledger-sums.ts";
import type { ModelCallRow } from "./rows.ts";
import type { StudioDatabase } from "./schema.ts";

/** How a request ended, for its line of the ledger. */
interface RequestEnd extends Pick<ModelCallRow, "bytesIn" | "status" | "usage" | "costUsd"> {
  /** It never left, or the host turned it down: nothing was paid for. */
  readonly isRefused: boolean;
}

/** Notes a request before it leaves. Returns the number of its line. */
export async function noteLeaving(db: StudioDatabase, row: ModelCallRow): Promise<number> {
  const { runId, callIndex } = row;
  const isOfRun = runId !== undefined && callIndex !== undefined;
  const line: ModelCallRow = { ...row, status: "sent", ...(isOfRun ? { open: 1 } : {}) };
  return db.transaction("rw", db.modelCalls, db.ledgerSums, async () => {
    await addToSums(db, [line]);
    return db.modelCalls.add(line);
  });
}

/** Notes requests that have ended already. */
export async function noteLines(db: StudioDatabase, rows: readonly ModelCallRow[]): Promise<void> {
  await db.transaction("rw", db.modelCalls, db.ledgerSums, async () => {
    await db.modelCalls.bulkAdd([...rows]);
    await addToSums(db, rows);
  });
}

/** Notes how a request ended. Its answer counts as arrived only when the run it is for has stored it. */
export async function noteReturned(
  db: StudioDatabase,
  id: number,
  { isRefused, ...end }: RequestEnd,
): Promise<void> {
  await db.transaction("rw", db.modelCalls, db.ledgerSums, async () => {
    const before = await db.modelCalls.get(id);
    if (before === undefined) return;
    const { open, ...line } = { ...before, ...end };
    const after = isRefused || open === undefined ? line : { ...line, open };
    await db.modelCalls.put(after);
    await addToSums(db, [before], -1);
    await addToSums(db, [after]);
  });
}

/** Calls whose outcome is stored in the same transaction. */
interface SettledCall {
  readonly callIndex: number;
  /** Left out: all its requests. */
  readonly step?: number;
  /** One of the requests brought the answer that is stored. */
  readonly isAnswered: boolean;
}

/**
 * Of the requests that left for a call, one brought the answer; every other left for nothing and is counted into the
 * run. To be called inside the transaction that stores the answers.
 */
export async function settleRequests(
  db: StudioDatabase,
  runId: string,
  calls: readonly SettledCall[],
): Promise<void> {
  const open = await openRequests(db, runId).toArray();
  if (open.length === 0) return;
  let lost = 0;
  const settled: ModelCallRow[] = [];
  for (const { callIndex, step, isAnswered } of calls) {
    const sent = open.filter(
      (row) => row.callIndex === callIndex && (step === undefined || row.step === step),
    );
    settled.push(...sent);
    lost += Math.max(0, sent.length - (isAnswered ? 1 : 0));
  }
  await close(db, runId, settled, lost);
}

/**
 * Called when a run is taken up and when it comes to rest: requests still open are those of a worker that ended, or were
 * given up. They are counted into the run as possibly paid twice.
 */
export async function settleInterrupted(db: StudioDatabase, runId: string): Promise<number> {
  return db.transaction("rw", db.modelCalls, db.runs, async () => {
    const left = await openRequests(db, runId).toArray();
    await close(db, runId, left, left.length);
    return left.length;
  });
}

function openRequests(db: StudioDatabase, runId: string) {
  return db.modelCalls.where("[runId+open]").equals([runId, 1] as never);
}

async function close(
  db: StudioDatabase,
  runId: string,
  rows: readonly ModelCallRow[],
  lost: number,
): Promise<void> {
  const ids = rows.flatMap(({ id }) => (id === undefined ? [] : [id]));
  await db.modelCalls
    .where(":id")
    .anyOf(ids)
    .modify((row) => {
      delete (row as { open?: 1 }).open;
    });
  if (lost === 0) return;
  const run = await db.runs.get(runId);
  if (run !== undefined) await db.runs.update(runId, { possiblyPaidTwice: run.possiblyPaidTwice + lost });
}
