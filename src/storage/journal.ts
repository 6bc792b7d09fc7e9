import type { JournalEvent } from "../engine/journal/events.ts";
import { bindPage } from "./journal-pages.ts";
import { rowsOf } from "./key-range.ts";
import type { RunRow, RunSummary } from "./rows.ts";
import type { StudioDatabase } from "./schema.ts";
import { noteGrowth } from "./sizes.ts";

/** What is committed together with an event. */
interface EventCommit {
  readonly summary: RunSummary;
  readonly at: number;
  readonly activeSeconds: number;
  /** The steering row this event came from. */
  readonly steeringId?: number;
}

/** The journal of a run as the worker folds it. */
export async function loadJournal(db: StudioDatabase, runId: string): Promise<JournalEvent[]> {
  const rows = await rowsOf(db.events, "[runId+seq]", runId).toArray();
  rows.forEach((row, index) => {
    if (row.seq !== index) throw new Error(`journal of run ${runId} has a gap: event ${index} is missing`);
  });
  return rows.map((row) => row.event);
}

/**
 * One event, one transaction. `add` and not `put`: a second writer (which the run's lock forbids) would fail here
 * instead of rewriting history. Written again after a failure nobody knows the outcome of, an event that is there stays.
 */
export async function appendEvent(
  db: StudioDatabase,
  runId: string,
  seq: number,
  event: JournalEvent,
  commit: EventCommit,
): Promise<void> {
  await db.transaction("rw", [db.events, db.journalPages, db.runs, db.steering, db.sizes], async () => {
    const there = await db.events.get([runId, seq]);
    if (there !== undefined && JSON.stringify(there.event) === JSON.stringify(event)) return;
    const row = { runId, seq, at: commit.at, event };
    await db.events.add(row);
    await noteGrowth(db, "events", [row]);
    await bindPage(db, runId, seq);
    await db.runs.update(runId, { summary: commit.summary, activeSeconds: commit.activeSeconds });
    if (commit.steeringId !== undefined) await db.steering.delete(commit.steeringId);
  });
}

/** Changes the worker's part of a run's row; `undefined` removes a field. */
export async function updateRun(
  db: StudioDatabase,
  runId: string,
  changes: { readonly [Key in keyof RunRow]?: RunRow[Key] | undefined },
): Promise<void> {
  await db.runs.update(runId, changes as Partial<RunRow>);
}
