import { rowsOf } from "../key-range.ts";
import type { RolloutRow, RunRow, TestOpeningRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Checks of a run, oldest first. */
export async function checksOf(db: StudioDatabase, run: Pick<RunRow, "id" | "taskId">): Promise<RunRow[]> {
  const runs = await db.runs.where("taskId").equals(run.taskId).toArray();
  return runs.filter((row) => row.check?.of === run.id).toSorted((a, b) => a.createdAt - b.createdAt);
}

/** Everything a check was answered, in the order of its calls. */
export async function rolloutsOfCheck(db: StudioDatabase, checkId: string): Promise<RolloutRow[]> {
  return rowsOf(db.rollouts, "[runId+callIndex]", checkId).toArray();
}

/** Ids of rows any run of a task has had to do with: none of them is fresh any more. */
export async function seenRows(db: StudioDatabase, taskId: string): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  await db.runs
    .where("taskId")
    .equals(taskId)
    .each(({ splits }) => {
      for (const id of [...splits.feedback, ...splits.pareto, ...splits.test]) seen.add(id);
    });
  await db.testOpenings.each(({ rows }) => {
    for (const id of rows) seen.add(id);
  });
  return seen;
}

/** How often sealed rows have been looked at on this machine. */
export interface TestLooks {
  /** Looks at these rows, or at more than half of them, oldest first. */
  readonly looks: readonly Pick<TestOpeningRow, "runId" | "at" | "model">[];
  /** Other looks, that had some of these rows among theirs. */
  readonly partly: number;
}

/** Looks at a test set over all runs; those of runs made before looks were noted, or brought in a file, count too. */
export async function testLooks(db: StudioDatabase, rows: readonly string[]): Promise<TestLooks> {
  const openings = await db.testOpenings.toArray();
  const noted = new Set(openings.map(({ runId }) => runId));
  await db.runs.each((run) => {
    const isTested = run.summary?.seedTestScore !== undefined || run.summary?.bestTestScore !== undefined;
    if (isTested && !noted.has(run.id))
      openings.push({
        id: run.id,
        runId: run.id,
        at: run.finishedAt ?? run.createdAt,
        rows: run.splits.test,
      });
  });
  const wanted = new Set(rows);
  const shared = openings.map((opening) => ({
    opening,
    share: opening.rows.filter((id) => wanted.has(id)).length / Math.max(1, rows.length),
  }));
  return {
    looks: shared
      .filter(({ share }) => share > 0.5)
      .map(({ opening: { runId, at, model } }) => ({ runId, at, ...(model === undefined ? {} : { model }) }))
      .toSorted((a, b) => a.at - b.at),
    partly: shared.filter(({ share }) => share > 0 && share <= 0.5).length,
  };
}
