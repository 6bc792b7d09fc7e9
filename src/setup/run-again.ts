import type { RunRequest } from "../storage/library/runs.ts";
import type { RunRow } from "../storage/rows.ts";

/** The same search with other draws: same task, rows, models and budget. */
export function runAgain(run: RunRow, id: string): RunRequest {
  const { name, taskId, task, splits, engine, student, reflection, optimizer, finalTest, concurrency } = run;
  return {
    id,
    name,
    taskId,
    task,
    splits,
    engine: { ...engine, seed: engine.seed + 1 },
    student,
    reflection,
    optimizer,
    finalTest,
    concurrency,
    ...(run.limits === undefined ? {} : { limits: run.limits }),
    ...(run.unconfirmed === true ? { unconfirmed: true } : {}),
  };
}
