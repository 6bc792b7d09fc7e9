import type { Accessor } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { callsAtOnce } from "../../../models/kinds/model-kinds.ts";
import type { StudentChoice } from "../../../models/model-choice.ts";
import { requestCheck } from "../../../storage/library/checks.ts";
import { checksOf, rolloutsOfCheck, seenRows } from "../../../storage/read/checks.ts";
import { rolloutsByCall } from "../../../storage/read/rollouts.ts";
import type { RolloutRow, RunCheck, RunRow } from "../../../storage/rows.ts";
import { checkComparison } from "../../../views/result/check-comparison.ts";
import type { TestComparison } from "../../../views/result/test-comparison.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";
import type { CheckProgress } from "./check-line.tsx";

/** A check with what its answers say so far. */
export interface CheckView extends CheckProgress {
  readonly found: TestComparison | undefined;
}

export interface Checks {
  readonly of: (kind: RunCheck["kind"]) => readonly CheckView[];
  /** Answers of the run's own Student on its test rows: what an estimate rests on. */
  readonly measured: Accessor<readonly RolloutRow[]>;
  /** Draws rows nobody has seen and has seed and winner scored on them; how many there were to draw. */
  readonly drawFresh: (count: number) => Promise<number>;
  readonly tryModel: (student: StudentChoice) => Promise<void>;
}

/** Rollouts read for an estimate. */
const sample = 60;

/** The checks made of a run's seed and winner, and the ways to ask for another. */
export function createChecks(
  run: Accessor<RunRow>,
  state: Accessor<RunState>,
  winner: Accessor<number>,
): Checks {
  const db = useDatabase();
  const stored = createLive(
    () => run().id,
    async (db, id) => {
      const checks = await checksOf(db, { id, taskId: run().taskId });
      return Promise.all(
        checks.map(async (check): Promise<CheckView> => {
          const rollouts = await rolloutsOfCheck(db, check.id);
          const calls = check.splits.test.length * (check.check?.candidates.length ?? 0);
          const found = checkComparison(check, rollouts);
          return { run: check, answered: rollouts.length, calls, found };
        }),
      );
    },
  );
  const measured = createLive(
    () => ({
      id: run().id,
      calls: (state().test.at(-1)?.rows ?? []).slice(0, sample).map(({ callIndex }) => callIndex),
    }),
    async (db, { id, calls }) => [...(await rolloutsByCall(db, id, calls)).values()],
  );
  const candidates = (): RunCheck["candidates"] =>
    [0, winner()].flatMap((index) => {
      const entry = state().candidates[index];
      return entry === undefined ? [] : [{ index, hash: entry.hash, texts: entry.texts }];
    });
  const ask = async (
    kind: RunCheck["kind"],
    rows: readonly string[],
    task: RunRow["task"],
    student: StudentChoice,
  ): Promise<void> => {
    const id = `check-${crypto.randomUUID()}`;
    const request = { id, kind, candidates: candidates(), task, rows, student };
    await requestCheck(db, run(), { ...request, concurrency: callsAtOnce(student) }, Date.now());
  };
  return {
    of: (kind) => (stored.value() ?? []).filter((view) => view.run.check?.kind === kind),
    measured: () => measured.value() ?? [],
    drawFresh: async (count) => {
      const { task, taskId, student } = run();
      if (task.source.kind !== "generated") return 0;
      const { drawFreshRows } = await import("../../../tasks/fresh-rows.ts");
      const { source, ids } = drawFreshRows(task.source, await seenRows(db, taskId), count);
      if (ids.length > 0) await ask("fresh-rows", ids, { ...task, source }, student);
      return ids.length;
    },
    tryModel: (student) => ask("other-model", run().splits.test, run().task, student),
  };
}
