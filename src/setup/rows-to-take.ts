import { examplesById } from "../storage/read/example-rows.ts";
import type { RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import type { Example } from "../tasks/task-spec.ts";

/** More would make a configuration nobody reads; the rest can be added from the table they came from. */
const mostRows = 200;

/** Rows to try a run's prompt on elsewhere: its sealed test rows, else those it was judged on; empty where they are gone. */
export async function rowsToTake(db: StudioDatabase, run: RunRow): Promise<readonly Example[]> {
  const { source } = run.task;
  const split = run.splits.test.length > 0 ? "test" : "pareto";
  const ids = run.splits[split].slice(0, mostRows);
  if (source.kind === "dataset") return examplesById(db, source.datasetId, ids);
  const { generatedRows } = await import("../tasks/generated-rows.ts");
  return generatedRows(source)[split].slice(0, mostRows);
}
