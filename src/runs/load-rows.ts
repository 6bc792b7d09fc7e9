import { marksOn, readExamples } from "../storage/read/library.ts";
import type { RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import type { SplitRows } from "../tasks/build-task.ts";
import { generatedRows, rowsOfSplits } from "../tasks/generated-rows.ts";
import type { Example } from "../tasks/task-spec.ts";

/** The rows a run froze, in its order, from its generator or its dataset, with what people remarked on them. */
export async function loadRows(db: StudioDatabase, run: RunRow): Promise<SplitRows> {
  const { source } = run.task;
  const notes = await notesFor(db, run);
  const noted = (rows: readonly Example[]) =>
    rows.map((row) => {
      const note = notes.get(row.id);
      return note === undefined ? row : { ...row, note };
    });
  if (source.kind === "dataset")
    return rowsOfSplits(run.splits, noted(await readExamples(db, source.datasetId)));
  const rows = generatedRows(source);
  return rowsOfSplits(run.splits, noted([...rows.feedback, ...rows.pareto, ...rows.test]));
}

/** The newest remark on each row made before the run was: later ones would change what the run has been told. */
async function notesFor(db: StudioDatabase, run: RunRow): Promise<Map<string, string>> {
  const marks = await marksOn(db, run.splits.feedback);
  return new Map(
    marks.flatMap(({ exampleId, text, at }) =>
      text === undefined || text.trim() === "" || at > run.createdAt ? [] : [[exampleId, text] as const],
    ),
  );
}
