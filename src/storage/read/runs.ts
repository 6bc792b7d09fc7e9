import type { RunRow, RunStatus } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Newest searches first, at most `limit` of those that are wanted, without what is in the bin. */
export async function listRuns(
  db: StudioDatabase,
  limit: number,
  isWanted: (run: RunRow) => boolean = () => true,
): Promise<RunRow[]> {
  return db.runs
    .orderBy("number")
    .reverse()
    .filter((run) => run.deletedAt === undefined && run.check === undefined && isWanted(run))
    .limit(limit)
    .toArray();
}

export async function readRun(db: StudioDatabase, runId: string): Promise<RunRow | undefined> {
  return db.runs.get(runId);
}

export async function runsInStatus(db: StudioDatabase, statuses: readonly RunStatus[]): Promise<RunRow[]> {
  return db.runs
    .where("status")
    .anyOf([...statuses])
    .filter((run) => run.deletedAt === undefined)
    .sortBy("number");
}

/** Waiting runs whose model refused the key: for which origin, and what it said. */
export async function refusedKeys(db: StudioDatabase) {
  const runs = await runsInStatus(db, ["waiting"]);
  return runs.flatMap(({ id, waiting }) =>
    waiting?.kind === "model" && waiting.error === "authentication" && waiting.origin !== undefined
      ? [{ id, origin: waiting.origin, said: waiting.message }]
      : [],
  );
}
