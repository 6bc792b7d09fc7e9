import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

import { type RolloutFilter, findRollouts, rolloutCount } from "../../../storage/read/rollouts.ts";
import type { RolloutRow } from "../../../storage/rows.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

/** Rows read at a time; a list of 100,000 reads what it shows and a page around it. */
const rolloutPage = 100;

interface RolloutList {
  readonly rows: Accessor<readonly RolloutRow[]>;
  /** All rollouts of the run, whatever the filter. */
  readonly total: Accessor<number>;
  /** Nothing more to read with this filter. */
  readonly complete: Accessor<boolean>;
  readonly reading: Accessor<boolean>;
  /** Reading failed; what was read before stays. */
  readonly error: Accessor<unknown>;
  readonly more: () => void;
  /** New rollouts have come since the list was read. */
  readonly newer: Accessor<number>;
  readonly refresh: () => void;
}

/** Rollouts of a run, newest first, a page at a time. New arrivals are counted, not pushed under the reader's eyes. */
export function createRolloutList(runId: Accessor<string>, filter: Accessor<RolloutFilter>): RolloutList {
  const db = useDatabase();
  const [rows, setRows] = createSignal<readonly RolloutRow[]>([]);
  const [complete, setComplete] = createSignal(false);
  const [reading, setReading] = createSignal(false);
  const [readAt, setReadAt] = createSignal(0);
  const [error, setError] = createSignal<unknown>();
  let turn = 0;
  const counted = createLive(runId, rolloutCount);
  const total = (): number => counted.value() ?? 0;
  const read = async (offset: number): Promise<void> => {
    const mine = turn;
    setReading(true);
    try {
      const found = await findRollouts(db, runId(), filter(), { offset, limit: rolloutPage });
      if (mine !== turn) return;
      setRows(offset === 0 ? found : [...rows(), ...found]);
      setComplete(found.length < rolloutPage);
      setError(undefined);
    } catch (problem) {
      if (mine === turn) setError(problem);
    } finally {
      if (mine === turn) setReading(false);
    }
  };
  const refresh = (): void => {
    turn += 1;
    setReadAt(total());
    void read(0);
  };
  createEffect(on([runId, filter], refresh));
  // The first count arrives after the first page was read.
  createEffect(() => {
    const count = counted.value();
    if (count !== undefined && readAt() === 0) setReadAt(count);
  });
  onCleanup(() => (turn += 1));
  return {
    rows,
    total,
    complete,
    reading,
    error,
    more: () => {
      if (!reading() && !complete() && error() === undefined) void read(rows().length);
    },
    newer: () => Math.max(0, total() - readAt()),
    refresh,
  };
}
