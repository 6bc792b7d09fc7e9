import { readExamples } from "../storage/read/library.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import type { TaskTools } from "../tasks/build-task.ts";
import { searchOver } from "../tasks/retrieval/search-over.ts";
import type { TaskSpec } from "../tasks/task-spec.ts";

/** What the worker offers every task, and a search over the user's documents where this task names some. */
export async function loadTools(
  db: StudioDatabase,
  { documents }: TaskSpec,
  tools: TaskTools | undefined,
): Promise<TaskTools> {
  if (documents?.kind !== "dataset") return tools ?? {};
  return { ...tools, search: searchOver(await readExamples(db, documents.datasetId), documents) };
}
