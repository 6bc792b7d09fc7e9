import { Dexie } from "dexie";

import { groupBy } from "../shared/group-by.ts";
import { settleRequests } from "./requests.ts";
import type { AnsweredStepRow, ReflectionRow, RolloutRow, TrajectoryRow } from "./rows.ts";
import type { StudioDatabase } from "./schema.ts";
import { noteGrowth } from "./sizes.ts";

/** An answered rollout with what is kept apart from it. */
interface StoredRollout {
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

/**
 * Stores answered rollouts with their traces and settles the requests that were sent for them, all or nothing. Written
 * again after a failure nobody knows the outcome of, so `put`: the same rows twice are the same rows.
 */
export async function commitRollouts(
  db: StudioDatabase,
  answers: readonly { readonly rollout: RolloutRow; readonly trajectory: TrajectoryRow }[],
): Promise<void> {
  await db.transaction(
    "rw",
    [db.rollouts, db.trajectories, db.answeredSteps, db.modelCalls, db.runs, db.sizes],
    async () => {
      const [rollouts, trajectories] = [
        answers.map((one) => one.rollout),
        answers.map((one) => one.trajectory),
      ];
      await db.rollouts.bulkPut(rollouts);
      await db.trajectories.bulkPut(trajectories);
      await noteGrowth(db, "rollouts", rollouts);
      await noteGrowth(db, "trajectories", trajectories);
      for (const { rollout } of answers) await stepsOf(db, rollout.runId, rollout.callIndex).delete();
      for (const [runId, rows] of groupBy(answers, ({ rollout }) => rollout.runId))
        await settleRequests(
          db,
          runId,
          rows.map(({ rollout: { callIndex, outcome } }) => ({
            callIndex,
            isAnswered: outcome.kind === "scored",
          })),
        );
    },
  );
}

/** Stores a reflection's answer (or that it waits for a person) and settles the requests that were sent for it. */
export async function commitReflection(db: StudioDatabase, row: ReflectionRow): Promise<void> {
  const { runId, callIndex, answer } = row;
  await db.transaction("rw", db.reflections, db.modelCalls, db.runs, db.sizes, async () => {
    await db.reflections.put(row);
    await noteGrowth(db, "reflections", [row]);
    await settleRequests(db, runId, [{ callIndex, isAnswered: answer.kind === "answered" }]);
  });
}

/** Answers to the first requests of a call that sends several, as far as it had come. */
export function answeredSteps(
  db: StudioDatabase,
  runId: string,
  callIndex: number,
): Promise<AnsweredStepRow[]> {
  return Promise.resolve(stepsOf(db, runId, callIndex).toArray());
}

/** Stores the answer to one request of a call that sends several. */
export async function commitStep(db: StudioDatabase, row: AnsweredStepRow): Promise<void> {
  const { runId, callIndex, step } = row;
  await db.transaction("rw", db.answeredSteps, db.modelCalls, db.runs, async () => {
    await db.answeredSteps.put(row);
    await settleRequests(db, runId, [{ callIndex, step, isAnswered: true }]);
  });
}

function stepsOf(db: StudioDatabase, runId: string, callIndex: number) {
  return db.answeredSteps
    .where("[runId+callIndex+step]")
    .between([runId, callIndex, Dexie.minKey], [runId, callIndex, Dexie.maxKey]);
}
