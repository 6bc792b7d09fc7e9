import type { Accessor } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import type { StudentChoice } from "../../../models/model-choice.ts";
import {
  checkedCandidates,
  type CheckView,
  drawFresh,
  readChecks,
  tryModel,
} from "../../../setup/result/checks.ts";
import { rolloutsByCall } from "../../../storage/read/rollouts.ts";
import type { RolloutRow, RunCheck, RunRow } from "../../../storage/rows.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

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
    (db, id) => readChecks(db, { id, taskId: run().taskId }),
  );
  const measured = createLive(
    () => ({
      id: run().id,
      calls: (state().test.at(-1)?.rows ?? []).slice(0, sample).map(({ callIndex }) => callIndex),
    }),
    async (db, { id, calls }) => [...(await rolloutsByCall(db, id, calls)).values()],
  );
  const candidates = () => checkedCandidates(state(), winner());
  return {
    of: (kind) => (stored.value() ?? []).filter((view) => view.run.check?.kind === kind),
    measured: () => measured.value() ?? [],
    drawFresh: (count) => drawFresh(db, run(), candidates(), count),
    tryModel: (student) => tryModel(db, run(), candidates(), student),
  };
}
