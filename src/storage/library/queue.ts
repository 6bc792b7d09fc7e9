import type { RunRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { requestRun, type RunRequest } from "./runs.ts";

/**
 * Asks for a run that waits until another has ended: both stand in one queue from now on, in the order of their
 * numbers. A run that is paused lets those behind it pass.
 */
export async function queueBehind(
  db: StudioDatabase,
  runId: string,
  request: RunRequest,
  now: number,
): Promise<RunRow> {
  return db.transaction("rw", db.runs, db.tasks, async () => {
    const before = await db.runs.get(runId);
    const queue = before?.queue ?? `after-${runId}`;
    if (before !== undefined && before.queue === undefined) await db.runs.update(runId, { queue });
    return requestRun(db, { ...request, queue }, now);
  });
}

/** The run waits for nobody any longer. */
export async function leaveQueue(db: StudioDatabase, runId: string): Promise<void> {
  await db.runs
    .where("id")
    .equals(runId)
    .modify((row) => {
      delete (row as { queue?: string }).queue;
    });
}

/** Runs that stand before this one in its queue and are not done, in their order. */
export async function aheadInQueue(db: StudioDatabase, runId: string): Promise<readonly RunRow[]> {
  const run = await db.runs.get(runId);
  if (run?.queue === undefined) return [];
  return db.runs
    .where("status")
    .anyOf("requested", "running")
    .filter(
      (other) =>
        other.queue === run.queue &&
        other.number < run.number &&
        !isSameHeat(other, run) &&
        other.wish === "run" &&
        other.deletedAt === undefined,
    )
    .sortBy("number");
}

/** Runs of a race do not wait for each other. */
const isSameHeat = (one: RunRow, other: RunRow): boolean =>
  one.heat !== undefined && one.queue === other.queue && one.heat === other.heat;
