import { rowsOf } from "./key-range.ts";
import type { InFlightRow, ModelCallRow, ReflectionRow, RolloutRow, TrajectoryRow } from "./rows.ts";
import type { StudioDatabase } from "./schema.ts";

/** An answered rollout with what is kept apart from it. */
export interface StoredRollout {
  readonly rollout: RolloutRow;
  readonly trajectory: TrajectoryRow | undefined;
}

/** Rollouts already answered, by callIndex: these are never asked again. Traces are read only where wanted. */
export async function findAnswered(
  db: StudioDatabase,
  runId: string,
  callIndexes: readonly number[],
  wantsTrace: (callIndex: number) => boolean,
): Promise<Map<number, StoredRollout>> {
  const keys = callIndexes.map((callIndex): [string, number] => [runId, callIndex]);
  const traced = keys.filter(([, callIndex]) => wantsTrace(callIndex));
  const [rollouts, trajectories] = await db.transaction("r", db.rollouts, db.trajectories, () =>
    Promise.all([db.rollouts.bulkGet(keys), db.trajectories.bulkGet(traced)]),
  );
  const traces = new Map(
    trajectories.flatMap((row) => (row === undefined ? [] : [[row.callIndex, row] as const])),
  );
  return new Map(
    rollouts.flatMap((rollout) =>
      rollout === undefined
        ? []
        : [[rollout.callIndex, { rollout, trajectory: traces.get(rollout.callIndex) }] as const],
    ),
  );
}

/** Says that a call is about to reach a model; removed by the commit of its answer. */
export async function markInFlight(db: StudioDatabase, rows: readonly InFlightRow[]): Promise<void> {
  await db.inFlight.bulkPut([...rows]);
}

/** Stores answered rollouts with their traces and frees their in-flight marks, all or nothing. */
export async function commitRollouts(
  db: StudioDatabase,
  answers: readonly { readonly rollout: RolloutRow; readonly trajectory: TrajectoryRow }[],
): Promise<void> {
  await db.transaction("rw", db.rollouts, db.trajectories, db.inFlight, async () => {
    await db.rollouts.bulkAdd(answers.map((answer) => answer.rollout));
    await db.trajectories.bulkAdd(answers.map((answer) => answer.trajectory));
    await db.inFlight.bulkDelete(
      answers.map(({ rollout }): [string, string, number] => [rollout.runId, "rollout", rollout.callIndex]),
    );
  });
}

/** Stores a reflection's answer (or that it waits for a person) and frees its in-flight mark. */
export async function commitReflection(db: StudioDatabase, row: ReflectionRow): Promise<void> {
  await db.transaction("rw", db.reflections, db.inFlight, async () => {
    await db.reflections.put(row);
    await db.inFlight.delete([row.runId, "reflection", row.callIndex]);
  });
}

/** Frees the mark of a call that never reached a model or came back without an answer. */
export async function unmarkInFlight(
  db: StudioDatabase,
  runId: string,
  kind: InFlightRow["kind"],
  callIndex: number,
): Promise<void> {
  await db.inFlight.delete([runId, kind, callIndex]);
}

/**
 * Called when a run is taken up: marks left by a killed worker are calls that may have been paid for and will be asked
 * again. They are counted into the run and removed. Returns how many there were.
 */
export async function settleInterrupted(db: StudioDatabase, runId: string): Promise<number> {
  return db.transaction("rw", db.inFlight, db.runs, async () => {
    const left = rowsOf(db.inFlight, "[runId+kind+callIndex]", runId);
    const count = await left.count();
    if (count === 0) return 0;
    await left.delete();
    const run = await db.runs.get(runId);
    if (run !== undefined) await db.runs.update(runId, { possiblyPaidTwice: run.possiblyPaidTwice + count });
    return count;
  });
}

/** Lines for the ledger of what left this machine. */
export async function recordModelCalls(db: StudioDatabase, rows: readonly ModelCallRow[]): Promise<void> {
  await db.modelCalls.bulkAdd([...rows]);
}
