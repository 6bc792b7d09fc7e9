import { Dexie } from "dexie";

import type { DatasetRow, ExampleRow, MarkRow, TaskRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Tasks by last change, newest first, without what is in the bin. */
export async function listTasks(db: StudioDatabase): Promise<TaskRow[]> {
  return db.tasks
    .orderBy("updatedAt")
    .reverse()
    .filter((row) => row.deletedAt === undefined)
    .toArray();
}

export async function readTask(db: StudioDatabase, taskId: string): Promise<TaskRow | undefined> {
  return db.tasks.get(taskId);
}

/**
 * A task to be tried, set up or run. The one gate for code and hosts of a stranger: until somebody confirmed a task that came
 * in a file, nothing of it runs.
 */
export async function readTaskToRun(
  db: StudioDatabase,
  taskId: string | undefined,
): Promise<TaskRow | { readonly problem: string }> {
  const task = taskId === undefined ? undefined : await readTask(db, taskId);
  if (task === undefined) return { problem: "This task is no longer kept here." };
  return task.unconfirmed === true
    ? {
        problem: `"${task.name}" came in a file and holds code of whoever wrote it. Read and confirm that code on the task's page first; nothing of it has run.`,
      }
    : task;
}

export async function listDatasets(db: StudioDatabase): Promise<DatasetRow[]> {
  return db.datasets
    .orderBy("createdAt")
    .reverse()
    .filter((row) => row.deletedAt === undefined)
    .toArray();
}

export async function readDataset(db: StudioDatabase, datasetId: string): Promise<DatasetRow | undefined> {
  return db.datasets.get(datasetId);
}

/** Rows of a dataset from a position on, at most `limit`. */
export async function readExamples(
  db: StudioDatabase,
  datasetId: string,
  from = 0,
  limit = Infinity,
): Promise<ExampleRow[]> {
  const to = Number.isFinite(limit) ? from + limit : Dexie.maxKey;
  return db.examples
    .where("[datasetId+position]")
    .between([datasetId, from], [datasetId, to], true, !Number.isFinite(limit))
    .toArray();
}

/** A person's marks on these rows, oldest first; the newest of a row counts. */
export async function marksOn(db: StudioDatabase, exampleIds: readonly string[]): Promise<MarkRow[]> {
  return db.marks
    .where("exampleId")
    .anyOf([...exampleIds])
    .sortBy("at");
}
