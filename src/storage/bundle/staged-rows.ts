import { rowsOf } from "../key-range.ts";
import type { StudioDatabase } from "../schema.ts";

/** Key of the note that lists owners whose long rows may be stored without anybody listing the owner. */
export const stageNote = "bundle rows without owner";

export interface Staged {
  readonly runs: readonly string[];
  readonly datasets: readonly string[];
}

/** Removes long rows whose owners are not listed (an import that failed, or what a replace replaced), then the note. */
export async function clearStaged(db: StudioDatabase, staged: Staged): Promise<void> {
  for (const runId of staged.runs) {
    if ((await db.runs.get(runId)) !== undefined) continue;
    await rowsOf(db.events, "[runId+seq]", runId).delete();
    await rowsOf(db.journalPages, "[runId+from]", runId).delete();
    await rowsOf(db.rollouts, "[runId+callIndex]", runId).delete();
    await rowsOf(db.trajectories, "[runId+callIndex]", runId).delete();
    await rowsOf(db.reflections, "[runId+callIndex]", runId).delete();
  }
  for (const datasetId of staged.datasets)
    if ((await db.datasets.get(datasetId)) === undefined)
      await rowsOf(db.examples, "[datasetId+position]", datasetId).delete();
  await db.settings.delete(stageNote);
}

/** Ends what an import cut off by a crash, or a replace, has left behind. Called when the database is opened for work. */
export async function clearLeftovers(db: StudioDatabase): Promise<void> {
  const note = (await db.settings.get(stageNote))?.value as Staged | undefined;
  if (note !== undefined) await clearStaged(db, note);
}
