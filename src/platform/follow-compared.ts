import type { RunState } from "../engine/index.ts";
import { readRun } from "../storage/read/runs.ts";
import type { RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import { followJournal } from "./follow-journal.ts";
import { EMISSION_GAP_MS, followQuery } from "./follow-query.ts";

/** A run with the fold of its journal. */
interface FollowedRun {
  readonly run: RunRow;
  readonly state: RunState;
}

interface Heard {
  /** Those that have begun, in the order they were asked for; first when all journals are read, then as they grow. */
  readonly emit: (runs: readonly FollowedRun[]) => void;
  /** Share of the journals read, until all of them are. */
  readonly progress: (share: number | undefined) => void;
  readonly fail: (problem: unknown) => void;
}

/** Follows several runs at once: their rows, and of each journal only what is new. Returns how to end it. */
export function followCompared(
  db: StudioDatabase,
  ids: readonly string[],
  { emit, progress, fail }: Heard,
): () => void {
  const rows = new Map<string, RunRow>();
  const states = new Map<string, RunState>();
  const shares = new Map<string, number>();
  let isShown = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellShare = (): void => {
    const sum = [...shares.values()].reduce((all, share) => all + share, 0);
    progress(shares.size === 0 ? undefined : sum / shares.size);
  };
  const show = (): void => {
    timer = undefined;
    tellShare();
    // One picture when all are read, and not one for each.
    if (shares.size > 0) return;
    isShown = true;
    emit(
      ids.flatMap((id): FollowedRun[] => {
        const [run, state] = [rows.get(id), states.get(id)];
        return run === undefined || state === undefined ? [] : [{ run, state }];
      }),
    );
  };
  // Several runs that go on at once are drawn together.
  const showSoon = (): void => void (timer ??= setTimeout(show, isShown ? EMISSION_GAP_MS : 0));
  const ends = ids.map((id) =>
    followJournal(
      db,
      id,
      {
        emit: ({ state }) => {
          shares.delete(id);
          if (state !== undefined) states.set(id, state);
          showSoon();
        },
        progress: (share) => {
          shares.set(id, share);
          tellShare();
        },
        fail,
      },
      { statesOnly: true },
    ),
  );
  const readRows = () => Promise.all(ids.map((id) => readRun(db, id)));
  const take = (found: readonly (RunRow | undefined)[]): void => {
    for (const row of found) if (row !== undefined) rows.set(row.id, row);
    showSoon();
  };
  if (ids.length > 0) ends.push(followQuery(readRows, take, fail));
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}
