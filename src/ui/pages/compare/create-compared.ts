import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

import { applyEvent, initialState, type RunState } from "../../../engine/index.ts";
import { eventsSince } from "../../../storage/read/events.ts";
import { readRun } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import type { ComparedRun } from "../../../views/compare/comparison.ts";
import { followQuery } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

export interface Compared {
  readonly runs: Accessor<readonly ComparedRun[]>;
  /** Ids that are asked for and not there (yet): a run without an event, or one that is gone. */
  readonly pending: Accessor<readonly string[]>;
  /** Reading failed; what was read before stays. */
  readonly error: Accessor<unknown>;
}

interface Followed {
  events: number;
  state: RunState | undefined;
  run: RunRow | undefined;
}

/** Follows several runs at once with one query: their rows, and of each journal only what is new. */
export function createCompared(ids: Accessor<readonly string[]>): Compared {
  const db = useDatabase();
  const [runs, setRuns] = createSignal<readonly ComparedRun[]>([]);
  const [pending, setPending] = createSignal<readonly string[]>([]);
  const [error, setError] = createSignal<unknown>();
  createEffect(
    on(
      () => ids().join(","),
      () => {
        const wanted = ids();
        const followed = new Map<string, Followed>(
          wanted.map((id) => [id, { events: 0, state: undefined, run: undefined }]),
        );
        setRuns([]);
        setError(undefined);
        setPending(wanted);
        if (wanted.length === 0) return;
        const query = () =>
          Promise.all(
            wanted.map(async (id) => ({
              id,
              run: await readRun(db, id),
              fresh: await eventsSince(db, id, followed.get(id)?.events ?? 0),
            })),
          );
        const stop = followQuery(
          query,
          (found) => {
            for (const { id, run, fresh } of found) {
              const known = followed.get(id);
              if (known === undefined) continue;
              known.run = run;
              for (const row of fresh) {
                if (row.seq < known.events) continue;
                known.events = row.seq + 1;
                if (row.event.type === "run-started" && known.state === undefined)
                  known.state = initialState(row.event.spec);
                if (known.state !== undefined) known.state = applyEvent(known.state, row.event);
              }
            }
            const ready = wanted.flatMap((id): ComparedRun[] => {
              const known = followed.get(id);
              return known?.run === undefined || known.state === undefined
                ? []
                : [{ run: known.run, state: known.state }];
            });
            setRuns(ready);
            setPending(wanted.filter((id) => !ready.some((one) => one.run.id === id)));
          },
          (problem) => setError(() => problem),
        );
        onCleanup(stop);
      },
    ),
  );
  return { runs, pending, error };
}
