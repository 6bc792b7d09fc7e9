import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

import type { RunState } from "../../engine/index.ts";
import { eventsSince } from "../../storage/read/events.ts";
import { readRun } from "../../storage/read/runs.ts";
import type { EventRow, RunRow } from "../../storage/rows.ts";
import { createLive, followQuery } from "./create-live.ts";
import { useDatabase } from "./database.tsx";

export interface RunView {
  /** The run's row; undefined while it is read, null when there is none. */
  readonly run: Accessor<RunRow | null | undefined>;
  /** The journal so far, in order. The array is replaced, its rows never change. */
  readonly events: Accessor<readonly EventRow[]>;
  /** Fold of the whole journal; undefined while nothing was read. */
  readonly state: Accessor<RunState | undefined>;
  /** State after the first `count` events: the page as it was then. Folded from the start, so keep what you get. */
  readonly stateAfter: (count: number) => RunState | undefined;
  /** When the newest event was stored, in ms since 1970. */
  readonly newestAt: Accessor<number | undefined>;
  /** Reading failed; what was read before stays. */
  readonly error: Accessor<unknown>;
}

type Fold = (state: RunState | undefined, row: EventRow) => RunState | undefined;

/** A run as its journal tells it: reads only what is new and folds it onto what it has. */
export function createRunView(runId: Accessor<string | undefined>): RunView {
  const db = useDatabase();
  // The engine's part of it comes after the page's first picture.
  const loading = import("./fold-journal.ts");
  let fold: Fold | undefined;
  const row = createLive(() => {
    const id = runId();
    return id === undefined ? undefined : async () => (await readRun(db, id)) ?? null;
  });
  const [journal, setJournal] = createSignal<{
    readonly events: readonly EventRow[];
    readonly state: RunState | undefined;
  }>({
    events: [],
    state: undefined,
  });
  const [error, setError] = createSignal<unknown>();
  createEffect(
    on(runId, (id) => {
      setJournal({ events: [], state: undefined });
      setError(undefined);
      if (id === undefined) return;
      let all: readonly EventRow[] = [];
      let state: RunState | undefined;
      let stop: (() => void) | undefined;
      let isLeft = false;
      onCleanup(() => {
        isLeft = true;
        stop?.();
      });
      const follow = (folded: Fold): void => {
        fold = folded;
        if (isLeft) return;
        stop = followQuery(
          () => eventsSince(db, id, all.length),
          (found) => {
            const fresh = found.filter((event) => event.seq >= all.length);
            if (fresh.length === 0) return;
            all = [...all, ...fresh];
            state = fresh.reduce(folded, state);
            setJournal({ events: all, state });
          },
          setError,
        );
      };
      if (fold === undefined) void loading.then((loaded) => follow(loaded.foldRow), setError);
      else follow(fold);
    }),
  );
  return {
    run: row.value,
    events: () => journal().events,
    state: () => journal().state,
    stateAfter: (count) =>
      fold === undefined
        ? undefined
        : journal().events.slice(0, count).reduce<RunState | undefined>(fold, undefined),
    error: () => error() ?? row.error(),
    newestAt: () => journal().events.at(-1)?.at,
  };
}
