import type { RunState } from "../../engine/index.ts";
import { callsAtOnce } from "../../models/kinds/model-kinds.ts";
import type { StudentChoice } from "../../models/model-choice.ts";
import { requestCheck } from "../../storage/library/checks.ts";
import { checksOf, rolloutsOfCheck, seenRows } from "../../storage/read/checks.ts";
import type { RunCheck, RunRow } from "../../storage/rows.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { checkComparison } from "../../views/result/check-comparison.ts";
import type { TestComparison } from "../../views/result/test-comparison.ts";

/** How much of a check was answered. */
export interface CheckProgress {
  readonly run: RunRow;
  readonly answered: number;
  readonly calls: number;
}

/** A check with what its answers say so far. */
export interface CheckView extends CheckProgress {
  readonly found: TestComparison | undefined;
}

/** The checks made of a run, oldest first. */
export async function readChecks(
  db: StudioDatabase,
  run: Pick<RunRow, "id" | "taskId">,
): Promise<readonly CheckView[]> {
  const checks = await checksOf(db, run);
  return Promise.all(
    checks.map(async (check) => {
      const rollouts = await rolloutsOfCheck(db, check.id);
      const calls = check.splits.test.length * (check.check?.candidates.length ?? 0);
      return { run: check, answered: rollouts.length, calls, found: checkComparison(check, rollouts) };
    }),
  );
}

/** The seed and the winner of a run, as a check scores them. */
export function checkedCandidates({ candidates }: RunState, winner: number): RunCheck["candidates"] {
  return [0, winner].flatMap((index) => {
    const entry = candidates[index];
    return entry === undefined ? [] : [{ index, hash: entry.hash, texts: entry.texts }];
  });
}

type Asked = Pick<Parameters<typeof requestCheck>[2], "kind" | "candidates" | "task" | "rows" | "student">;

async function ask(db: StudioDatabase, run: RunRow, asked: Asked): Promise<void> {
  const id = `check-${crypto.randomUUID()}`;
  await requestCheck(db, run, { ...asked, id, concurrency: callsAtOnce(asked.student) }, Date.now());
}

/** Has another Student answer the run's test rows. */
export function tryModel(
  db: StudioDatabase,
  run: RunRow,
  candidates: RunCheck["candidates"],
  student: StudentChoice,
): Promise<void> {
  return ask(db, run, { kind: "other-model", candidates, task: run.task, rows: run.splits.test, student });
}

/** Draws rows nobody has seen and has the candidates scored on them; how many there were to draw. */
export async function drawFresh(
  db: StudioDatabase,
  run: RunRow,
  candidates: RunCheck["candidates"],
  count: number,
): Promise<number> {
  const { task, taskId, student } = run;
  if (task.source.kind !== "generated") return 0;
  const { drawFreshRows } = await import("../../tasks/fresh-rows.ts");
  const { source, ids } = drawFreshRows(task.source, await seenRows(db, taskId), count);
  if (ids.length > 0)
    await ask(db, run, { kind: "fresh-rows", candidates, task: { ...task, source }, rows: ids, student });
  return ids.length;
}
