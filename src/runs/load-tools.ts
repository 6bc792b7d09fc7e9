import { readExamples } from "../storage/read/library.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import type { TaskTools } from "../tasks/build-task.ts";
import { createSearch } from "../tasks/retrieval/search.ts";
import type { TaskSpec } from "../tasks/task-spec.ts";

/** What the worker offers every task, and a search over the user's documents where this task names some. */
export async function loadTools(
  db: StudioDatabase,
  { documents }: TaskSpec,
  tools: TaskTools | undefined,
): Promise<TaskTools> {
  if (documents?.kind !== "dataset") return tools ?? {};
  const { datasetId, textColumn, titleColumn } = documents;
  const rows = await readExamples(db, datasetId);
  if (rows.length === 0) throw new Error("the data set this task searches is no longer here");
  const column = (row: (typeof rows)[number], name: string) => row.inputs[name] ?? row.expected[name] ?? "";
  const passages = rows.map((row) => ({
    title: titleColumn === undefined ? "" : column(row, titleColumn),
    text: column(row, textColumn),
  }));
  return { ...tools, search: createSearch(passages) };
}
