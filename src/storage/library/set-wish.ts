import type { RunRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** What the worker should do with this run from now on. `run` also lifts a pause or a wait. */
export async function setWish(db: StudioDatabase, runId: string, wish: RunRow["wish"]): Promise<void> {
  await db.transaction("rw", db.runs, async () => {
    const row = await db.runs.get(runId);
    if (row === undefined || row.status === "finished" || row.recorded !== undefined) return;
    const resting = row.status === "paused" || row.status === "waiting";
    await db.runs.update(runId, wish === "run" && resting ? { wish, status: "requested" } : { wish });
  });
}
