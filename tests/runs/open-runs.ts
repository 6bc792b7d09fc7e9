import "fake-indexeddb/auto";
import { Dexie } from "dexie";

import type { JournalEvent } from "../../src/engine/journal/events.ts";
import type { RunLocks } from "../../src/runs/run-lock.ts";
import type { LoadModel } from "../../src/runs/run-models.ts";
import { makeRuns, type Runs } from "../../src/runs/runs.ts";
import { loadJournal } from "../../src/storage/journal.ts";
import { openDatabase } from "../../src/storage/open-database.ts";
import { noteLeaving, noteReturned } from "../../src/storage/requests.ts";
import type { RunRow, RunStatus } from "../../src/storage/rows.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { memoryLocks } from "../support/memory-locks.ts";

let opened = 0;

/** One tab: its own connections to a database that other tabs may share. */
export interface Tab {
  readonly db: StudioDatabase;
  readonly runs: Runs;
  close(): void;
}

export async function connect(name: string): Promise<StudioDatabase> {
  const outcome = await openDatabase(name);
  if (outcome.kind !== "open") throw new Error(outcome.message);
  return outcome.db;
}

export function freshName(): string {
  return `runs-${opened++}`;
}

export async function openTab(name: string, load: LoadModel, locks: RunLocks = memoryLocks()): Promise<Tab> {
  const [db, strictDb] = [await connect(name), await connect(name)];
  let clock = 1_800_000_000_000;
  const runs = makeRuns({ db, strictDb, load, now: () => (clock += 1) }, locks);
  return {
    db,
    runs,
    close() {
      db.close();
      strictDb.close();
    },
  };
}

/** A script behind an endpoint: each of its calls is in the ledger before it leaves, as the model host writes it. */
export function throughLedger(db: StudioDatabase, load: LoadModel): LoadModel {
  return async (choice, onProgress) => {
    const ready = await load(choice, onProgress);
    if (ready.kind === "failed") return ready;
    return {
      ...ready,
      async complete(request, context, signal) {
        const line = {
          ...context,
          at: 0,
          origin: "scripted",
          bytesOut: 0,
          bytesIn: 0,
          status: "sent",
        } as const;
        const id = await noteLeaving(db, line);
        const outcome = await ready.complete(request, context, signal);
        await noteReturned(db, id, { status: 200, bytesIn: 0, isRefused: false });
        return outcome;
      },
    };
  };
}

/** Waits until a run's row is in one of these states. */
export async function untilStatus(
  db: StudioDatabase,
  runId: string,
  ...statuses: RunStatus[]
): Promise<RunRow> {
  for (;;) {
    const row = await db.runs.get(runId);
    if (row !== undefined && statuses.includes(row.status)) return row;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export async function journalOf(db: StudioDatabase, runId: string): Promise<JournalEvent[]> {
  return loadJournal(db, runId);
}

export async function removeDatabase(name: string): Promise<void> {
  await Dexie.delete(name);
}
