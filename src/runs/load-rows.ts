import { marksOn, readExamples } from "../storage/read/library.ts";
import type { RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import type { SplitRows } from "../tasks/build-task.ts";
import { generatedRows, rowsOfSplits } from "../tasks/generated-rows.ts";
import { marksByRow, withMarks } from "../tasks/marks.ts";
import { metricOf } from "../tasks/metrics/registry.ts";
import type { Example, RowMark } from "../tasks/task-spec.ts";

/** The rows a run froze, in its order, from its generator or its dataset, with what people marked on them. */
export async function loadRows(db: StudioDatabase, run: RunRow): Promise<SplitRows> {
  const { source } = run.task;
  const marks = await marksFor(db, run);
  const marked = (rows: readonly Example[]) => withMarks(rows, marks);
  if (source.kind === "dataset")
    return rowsOfSplits(run.splits, marked(await readExamples(db, source.datasetId)));
  const rows = generatedRows(source);
  return rowsOfSplits(run.splits, marked([...rows.feedback, ...rows.pareto, ...rows.test]));
}

/**
 * The marks made before the run was: later ones would change what it has been told and how it scored, so they reach it
 * as remarks in its journal. Marks on rows that are judged by count only for a metric that asks for them.
 */
async function marksFor(db: StudioDatabase, run: RunRow): Promise<ReadonlyMap<string, readonly RowMark[]>> {
  const { feedback, pareto, test } = run.splits;
  const isScoredByMarks = run.task.metrics.some((metric) => metricOf(metric)?.readsMarks);
  const ids = isScoredByMarks ? [...feedback, ...pareto, ...test] : feedback;
  const marks = await marksOn(db, ids);
  return marksByRow(
    marks.filter(({ foreign }) => foreign !== true),
    run.createdAt,
  );
}
