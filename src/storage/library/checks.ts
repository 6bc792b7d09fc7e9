import type { StudentChoice } from "../../models/model-choice.ts";
import type { RunCheck, RunRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { notBegun } from "./not-begun.ts";

/** What the page decides about a check; everything else is the run's it belongs to. */
interface CheckRequest {
  readonly id: string;
  readonly kind: RunCheck["kind"];
  readonly candidates: RunCheck["candidates"];
  /** The run's own task, with its source grown where fresh rows were drawn. */
  readonly task: RunRow["task"];
  /** Ids of the rows to score on. */
  readonly rows: readonly string[];
  readonly student: StudentChoice;
  readonly concurrency: number;
}

/** Asks the worker for a check of a run. Asking twice with the same id makes one. */
export async function requestCheck(
  db: StudioDatabase,
  run: RunRow,
  request: CheckRequest,
  now: number,
): Promise<RunRow> {
  return db.transaction("rw", db.runs, async () => {
    const existing = await db.runs.get(request.id);
    if (existing !== undefined) return existing;
    const { id, kind, candidates, task, rows, student, concurrency } = request;
    const row: RunRow = {
      id,
      // People count searches; a check has no number of its own.
      number: 0,
      name: run.name,
      taskId: run.taskId,
      task,
      splits: { feedback: [], pareto: [], test: rows },
      engine: run.engine,
      student,
      reflection: run.reflection,
      optimizer: "check",
      finalTest: false,
      concurrency,
      check: { of: run.id, kind, candidates },
      ...(run.unconfirmed === true ? { unconfirmed: true } : {}),
      createdAt: now,
      ...notBegun,
    };
    await db.runs.add(row);
    return row;
  });
}
