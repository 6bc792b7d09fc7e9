import { examplesById } from "../../storage/read/example-rows.ts";
import { readRollouts } from "../../storage/read/rollouts.ts";
import type { RunRow } from "../../storage/rows.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import type { Example, TaskSource } from "../../tasks/task-spec.ts";
import { type AnswerTables, createAnswerTally } from "../../views/result/answer-tables.ts";
import type { TestComparison } from "../../views/result/test-comparison.ts";

/** Rows whose answers stand in memory at a time. */
const atOnce = 500;

/** What the answers to a run's compared test rows have in common, read a few hundred rows at a time. */
export async function readAnswerTables(
  db: StudioDatabase,
  run: Pick<RunRow, "id" | "task" | "splits">,
  lines: TestComparison["lines"],
): Promise<AnswerTables> {
  const tally = createAnswerTally(run.task);
  const rowsOf = await rowReader(db, run.task.source);
  for (let from = 0; from < lines.length; from += atOnce) {
    const some = lines.slice(from, from + atOnce);
    const idOf = (line: TestComparison["lines"][number]): string => run.splits.test[line.example] ?? "";
    const rows = await rowsOf(some.map(idOf));
    const calls = some.flatMap(({ beforeCall, afterCall }) => [beforeCall, afterCall]);
    const answers = await readRollouts(db, run.id, calls);
    some.forEach((line, at) => {
      const [row, before, after] = [rows.get(idOf(line)), answers[2 * at], answers[2 * at + 1]];
      if (row !== undefined && before !== undefined && after !== undefined) tally.add(row, before, after);
    });
  }
  return tally.tables();
}

type RowsOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, Example>>;

const byId = (rows: readonly Example[]): ReadonlyMap<string, Example> =>
  new Map(rows.map((row) => [row.id, row]));

async function rowReader(db: StudioDatabase, source: TaskSource): Promise<RowsOf> {
  if (source.kind === "dataset") return async (ids) => byId(await examplesById(db, source.datasetId, ids));
  const { generatedRows } = await import("../../tasks/generated-rows.ts");
  const all = byId(generatedRows(source).test);
  return async () => all;
}
