import type { TaskSpec } from "../../tasks/task-spec.ts";
import type { TaskRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Stores a task under its spec's id; one that exists is replaced. Runs made of it keep their own copy. */
export async function saveTask(
  db: StudioDatabase,
  spec: TaskSpec,
  now: number,
  unconfirmed?: boolean,
): Promise<TaskRow> {
  return db.transaction("rw", db.tasks, async () => {
    const before = await db.tasks.get(spec.id);
    const row: TaskRow = {
      id: spec.id,
      name: spec.name,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      spec,
      ...((unconfirmed ?? before?.unconfirmed) ? { unconfirmed: true } : {}),
    };
    await db.tasks.put(row);
    return row;
  });
}

/** The user has read the code and the hosts of a task from elsewhere and allows them. */
export async function confirmTask(db: StudioDatabase, taskId: string): Promise<void> {
  await db.tasks
    .where("id")
    .equals(taskId)
    .modify((row) => {
      delete (row as { unconfirmed?: boolean }).unconfirmed;
    });
}
