import { type Accessor, createMemo } from "solid-js";

import { newRolloutsSince } from "../../../storage/read/step-rollouts.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { measuredSpeed } from "../../../views/run/measured-speed.ts";
import { spentTrail } from "../../../views/run/spent-trail.ts";
import { createLive } from "../../state/create-live.ts";
import type { RunView } from "../../state/create-run-view.ts";
import { useDatabase } from "../../state/database.tsx";
import type { Moment } from "./create-moment.ts";
import type { StepProgress } from "./run-head.tsx";

/** A step's rollouts are read only up to here; a larger step counts on from the journal. */
const mostRead = 300;

/** How far the step under way is, and how fast the run has been lately. */
export function createStep(
  run: Accessor<Pick<RunRow, "id" | "status">>,
  moment: Moment,
  view: Pick<RunView, "events" | "state">,
): { readonly progress: Accessor<StepProgress>; readonly speed: Accessor<number | undefined> } {
  const db = useDatabase();
  const from = createMemo(() => {
    const state = view.state();
    if (state === undefined || !moment.isLive()) return undefined;
    // After the search the sealed test set's calls follow where the search's ended.
    if (state.status !== "searching" && run().status !== "running") return undefined;
    return state.pendingCalls?.from ?? state.nextCallIndex;
  });
  const answered = createLive(() => {
    const start = from();
    const { id } = run();
    if (start === undefined) return undefined;
    // Rollouts of this step; a query adds what came since the one before, so that a long step is not read again and again.
    const known = new Map<number, { readonly score: number; readonly requests: number }>();
    return async (): Promise<StepProgress> => {
      for (const row of await newRolloutsSince(db, id, start, mostRead, known)) {
        const score = row.outcome.kind === "scored" ? row.outcome.score : undefined;
        known.set(row.callIndex, {
          score: score ?? 0,
          requests: row.requests ?? (score === undefined ? 0 : 1),
        });
      }
      const total = (of: "score" | "requests"): number =>
        [...known.values()].reduce((sum, one) => sum + one[of], 0);
      return { done: known.size, sum: total("score"), requests: total("requests") };
    };
  });
  const progress = createMemo(
    (): StepProgress =>
      (from() === undefined ? undefined : answered.value()) ?? { done: 0, sum: 0, requests: 0 },
  );
  const trail = createMemo(() => spentTrail(view.events(), view.state()));
  return { progress, speed: createMemo(() => measuredSpeed(trail())) };
}
