import { type Accessor, createMemo } from "solid-js";

import { rolloutsSince } from "../../../storage/read/step-rollouts.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { createLive } from "../../state/create-live.ts";
import type { RunView } from "../../state/create-run-view.ts";
import { useDatabase } from "../../state/database.tsx";
import type { Moment } from "./create-moment.ts";
import { measuredSpeed } from "./measured-speed.ts";
import type { StepProgress } from "./run-head.tsx";
import { spentTrail } from "./spent-trail.ts";

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
    return start === undefined ? undefined : () => rolloutsSince(db, id, start, mostRead);
  });
  const progress = createMemo((): StepProgress => {
    const rows = from() === undefined ? [] : (answered.value() ?? []);
    const sum = rows.reduce(
      (total, row) => total + (row.outcome.kind === "scored" ? row.outcome.score : 0),
      0,
    );
    return { done: rows.length, sum };
  });
  const trail = createMemo(() => spentTrail(view.events(), view.state()));
  return { progress, speed: createMemo(() => measuredSpeed(trail())) };
}
