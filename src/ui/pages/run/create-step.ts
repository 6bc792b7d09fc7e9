import { type Accessor, createMemo } from "solid-js";

import { newRolloutsSince } from "../../../storage/read/step-rollouts.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { measuredSpeed } from "../../../views/run/measured-speed.ts";
import { spentTrail } from "../../../views/run/spent-trail.ts";
import { createLive } from "../../state/create-live.ts";
import type { RunView } from "../../state/create-run-view.ts";
import type { Moment } from "./create-moment.ts";

interface StepProgress {
  readonly done: number;
  /** Requests those rollouts sent. */
  readonly requests: number;
  /** Sum of the scores so far. */
  readonly sum: number;
}

export interface Step {
  /** Rollouts of the step under way that are answered already. */
  readonly progress: Accessor<StepProgress>;
  /** Units a second, lately. */
  readonly speed: Accessor<number | undefined>;
}

interface Known {
  readonly score: number;
  readonly requests: number;
}

/** A step's rollouts are read only up to here; a larger step counts on from the journal. */
const mostRead = 300;

/** How far the step under way is, and how fast the run has been lately. */
export function createStep(
  run: Accessor<Pick<RunRow, "id" | "status">>,
  moment: Moment,
  view: Pick<RunView, "events" | "state">,
): Step {
  const from = createMemo(() => {
    const state = view.state();
    if (state === undefined || !moment.isLive()) return undefined;
    // After the search the sealed test set's calls follow where the search's ended.
    if (state.status !== "searching" && run().status !== "running") return undefined;
    return state.pendingCalls?.from ?? state.nextCallIndex;
  });
  const id = createMemo(() => run().id);
  const answered = createLive(
    () => {
      const start = from();
      // Rollouts of this step; a query adds what came since the one before, so that a long step is not read again and again.
      return start === undefined ? undefined : { id: id(), start, known: new Map<number, Known>() };
    },
    async (db, { id, start, known }): Promise<StepProgress> => {
      for (const row of await newRolloutsSince(db, id, start, mostRead, known)) {
        const score = row.outcome.kind === "scored" ? row.outcome.score : undefined;
        known.set(row.callIndex, {
          score: score ?? 0,
          requests: row.requests ?? (score === undefined ? 0 : 1),
        });
      }
      const total = (of: keyof Known): number => [...known.values()].reduce((sum, one) => sum + one[of], 0);
      return { done: known.size, sum: total("score"), requests: total("requests") };
    },
  );
  const progress = createMemo(
    (): StepProgress =>
      (from() === undefined ? undefined : answered.value()) ?? { done: 0, sum: 0, requests: 0 },
  );
  const trail = createMemo(() => spentTrail(view.events(), view.state()));
  const speed = createMemo(() => measuredSpeed(trail()));
  return { progress, speed };
}
