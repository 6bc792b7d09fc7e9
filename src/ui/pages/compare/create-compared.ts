import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { followJournal } from "../../../platform/follow-journal.ts";
import { EMISSION_GAP_MS, followQuery } from "../../../platform/follow-query.ts";
import { readRun } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import type { ComparedRun } from "../../../views/compare/comparison.ts";
import { useDatabase } from "../../state/database.tsx";

interface Compared {
  readonly runs: Accessor<readonly ComparedRun[]>;
  /** Ids that are asked for and not there (yet): a run without an event, or one that is gone. */
  readonly pending: Accessor<readonly string[]>;
  /** Share of the journals read, until all of them are. */
  readonly reading: Accessor<number | undefined>;
  /** Reading failed; what was read before stays. */
  readonly error: Accessor<unknown>;
}

/** Follows several runs at once: their rows, and of each journal only what is new. */
export function createCompared(ids: Accessor<readonly string[]>): Compared {
  const db = useDatabase();
  const [runs, setRuns] = createSignal<readonly ComparedRun[]>([]);
  const [pending, setPending] = createSignal<readonly string[]>([]);
  const [reading, setReading] = createSignal<number>();
  const [error, setError] = createSignal<unknown>();
  const fail = (problem: unknown): void => void setError(() => problem);
  const follow = (): void => {
    const wanted = ids();
    const rows = new Map<string, RunRow>();
    const states = new Map<string, RunState>();
    const shares = new Map<string, number>();
    setRuns([]);
    setError(undefined);
    setPending(wanted);
    setReading(undefined);
    const show = (): void => {
      const ready = wanted.flatMap((id): ComparedRun[] => {
        const [run, state] = [rows.get(id), states.get(id)];
        return run === undefined || state === undefined ? [] : [{ run, state }];
      });
      const sum = [...shares.values()].reduce((all, share) => all + share, 0);
      setReading(shares.size === 0 ? undefined : sum / shares.size);
      // One picture when all are read, and not one for each.
      if (shares.size > 0) return;
      setRuns(ready);
      setPending(wanted.filter((id) => !ready.some((one) => one.run.id === id)));
    };
    // Several runs that go on at once are drawn together.
    let timer: ReturnType<typeof setTimeout> | undefined;
    onCleanup(() => clearTimeout(timer));
    const showSoon = (): void => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          show();
        },
        runs().length === 0 ? 0 : EMISSION_GAP_MS,
      );
    };
    for (const id of wanted)
      onCleanup(
        followJournal(db, id, {
          emit: ({ state }) => {
            shares.delete(id);
            if (state !== undefined) states.set(id, state);
            showSoon();
          },
          progress: (share) => {
            shares.set(id, share);
            setReading([...shares.values()].reduce((all, one) => all + one, 0) / shares.size);
          },
          fail,
        }),
      );
    if (wanted.length === 0) return;
    const readRows = () => Promise.all(wanted.map((id) => readRun(db, id)));
    const emit = (found: readonly (RunRow | undefined)[]): void => {
      for (const row of found) if (row !== undefined) rows.set(row.id, row);
      showSoon();
    };
    onCleanup(followQuery(readRows, emit, fail));
  };
  createEffect(on(() => ids().join(","), follow));
  return { runs, pending, reading, error };
}
