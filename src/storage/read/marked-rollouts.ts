import type { MarkRow, RolloutRow, RunRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** An answer a person marked, with what the run made of it. */
export interface MarkedRollout {
  readonly mark: MarkRow;
  readonly rollout: RolloutRow;
}

/** Marked answers of these runs, oldest mark first. Marks on rows without an answer are left out. */
export async function markedRollouts(
  db: StudioDatabase,
  runIds: readonly string[],
): Promise<readonly MarkedRollout[]> {
  const marks = await db.marks
    .where("runId")
    .anyOf([...runIds])
    .sortBy("at");
  const keys = marks.flatMap(({ runId, callIndex }): [string, number][] =>
    runId === undefined || callIndex === undefined ? [] : [[runId, callIndex]],
  );
  const rollouts = new Map<string, RolloutRow>();
  for (const row of await db.rollouts.bulkGet(keys))
    if (row !== undefined) rollouts.set(`${row.runId} ${row.callIndex}`, row);
  return marks.flatMap((mark) => {
    const rollout = rollouts.get(`${mark.runId} ${mark.callIndex}`);
    return rollout === undefined ? [] : [{ mark, rollout }];
  });
}

/** Every run of a task that is kept, newest first. */
export async function runsOfTask(db: StudioDatabase, taskId: string): Promise<RunRow[]> {
  const runs = await db.runs.where("taskId").equals(taskId).toArray();
  return runs.filter((run) => run.deletedAt === undefined).toSorted((a, b) => b.createdAt - a.createdAt);
}
