import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

import type { CandidateEntry, RunState } from "../../engine/index.ts";
import { type FoldedJournal, followJournal } from "../../platform/follow-journal.ts";
import { readRun } from "../../storage/read/runs.ts";
import type { EventRow, RunRow } from "../../storage/rows.ts";
import { createLive } from "./create-live.ts";
import { useDatabase } from "./database.tsx";

export interface RunView {
  /** The run's row; undefined while it is read, null when there is none. */
  readonly run: Accessor<RunRow | null | undefined>;
  /** The journal so far, in order. The array is replaced, its rows never change. */
  readonly events: Accessor<readonly EventRow[]>;
  /** Fold of the whole journal; undefined while nothing was read. */
  readonly state: Accessor<RunState | undefined>;
  /** The candidate that would be handed out now. */
  readonly best: Accessor<CandidateEntry | undefined>;
  /** Share of the journal read so far, until all of it is. */
  readonly reading: Accessor<number | undefined>;
  /** When the newest event was stored, in ms since 1970. */
  readonly newestAt: Accessor<number | undefined>;
  /** Reading failed; what was read before stays. */
  readonly error: Accessor<unknown>;
}

const unread: FoldedJournal = { events: [], state: undefined };

/** A run as its journal tells it: reads only what is new and folds it onto what it has. */
export function createRunView(runId: Accessor<string | undefined>): RunView {
  const db = useDatabase();
  const row = createLive(runId, async (db, id) => (await readRun(db, id)) ?? null);
  const [journal, setJournal] = createSignal(unread);
  const [reading, setReading] = createSignal<number>();
  const [error, setError] = createSignal<unknown>();
  createEffect(
    on(runId, (id) => {
      setJournal(unread);
      setReading(undefined);
      setError(undefined);
      if (id === undefined) return;
      const emit = (found: FoldedJournal): void => {
        setJournal(found);
        setReading(undefined);
      };
      onCleanup(followJournal(db, id, { emit, progress: setReading, fail: setError }));
    }),
  );
  return {
    run: row.value,
    events: () => journal().events,
    state: () => journal().state,
    best: () => journal().best,
    reading,
    error: () => error() ?? row.error(),
    newestAt: () => journal().events.at(-1)?.at,
  };
}
