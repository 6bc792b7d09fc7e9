import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

import { followCompared } from "../../../platform/follow-compared.ts";
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
  const follow = (): void => {
    const wanted = ids();
    setRuns([]);
    setError(undefined);
    setPending(wanted);
    setReading(undefined);
    const emit = (ready: readonly ComparedRun[]): void => {
      setRuns(ready);
      setPending(wanted.filter((id) => !ready.some((one) => one.run.id === id)));
    };
    const fail = (problem: unknown): void => void setError(() => problem);
    onCleanup(followCompared(db, wanted, { emit, progress: setReading, fail }));
  };
  const asked = createMemo(() => ids().join(","));
  createEffect(on(asked, follow));
  return { runs, pending, reading, error };
}
