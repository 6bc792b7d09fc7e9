import { liveQuery } from "dexie";

import { readRun } from "../storage/read/runs.ts";
import type { RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import type { RunControl } from "./run-control.ts";

/** Follows what any tab wishes for a run that is conducted here, through the database; returns the end of it. */
export function watchWish(
  db: StudioDatabase,
  run: RunRow,
  control: RunControl,
  isStepping: boolean,
): () => void {
  const subscription = liveQuery(() => readRun(db, run.id)).subscribe({
    next: (row) => {
      control.noteLimits(row?.limits);
      if (row === undefined || row.wish === "stop") control.askStop();
      else if (row.wish === "run") control.takeBackPause();
      else if (!isStepping) control.askPause();
    },
    error: () => control.askPause(),
  });
  return () => subscription.unsubscribe();
}
