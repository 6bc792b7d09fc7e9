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
  /** Those that have begun, in the order they were asked for; first when all of them are read, then as they grow. */
  readonly emit: (runs: readonly FollowedRun[]) => void;
  /** Share of the runs read, until all of them are. */
  readonly progress: (share: number | undefined) => void;
  readonly fail: (problem: unknown) => void;
}

/** Follows several runs at once: their rows, and of each journal only what is new. Returns how to end it. */
export function followCompared(
  db: StudioDatabase,
  ids: readonly string[],
  { emit, progress, fail }: Heard,
): () => void {
  if (ids.length === 0) return () => undefined;
  let rows: readonly (RunRow | undefined)[] | undefined;
  const states = new Map<string, RunState | undefined>();
  // Of the journals that are not read yet.
  const shares = new Map(ids.map((id) => [id, 0]));
  let isShown = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellShare = (): void => {
    const done = [...shares.values()].reduce((sum, share) => sum + share, ids.length - shares.size);
    progress(done / ids.length);
  };
  const show = (): void => {
    timer = undefined;
    // One picture when all are read, and not one for each.
    if (shares.size > 0 || rows === undefined) return;
    isShown = true;
    progress(undefined);
    emit(
      rows.flatMap((run): FollowedRun[] => {
        const state = run === undefined ? undefined : states.get(run.id);
        return run === undefined || state === undefined ? [] : [{ run, state }];
      }),
    );
  };
  // Several runs that go on at once are drawn together.
  const showSoon = (): void => void (timer ??= setTimeout(show, isShown ? EMISSION_GAP_MS : 0));
  const follow = (id: string): (() => void) => {
    const settle = (): void => {
      shares.delete(id);
      showSoon();
    };
    return followJournal(
      db,
      id,
      {
        emit: ({ state }) => {
          states.set(id, state);
          settle();
        },
        progress: (share) => {
          shares.set(id, share);
          tellShare();
        },
        // The others are shown without it.
        fail: (problem) => {
          fail(problem);
          settle();
        },
      },
      { statesOnly: true },
    );
  };
  tellShare();
  const readRows = () => Promise.all(ids.map((id) => readRun(db, id)));
  const take = (found: readonly (RunRow | undefined)[]): void => {
    rows = found;
    showSoon();
  };
  const failWhole = (problem: unknown): void => {
    progress(undefined);
    fail(problem);
  };
  const ends = [...ids.map(follow), followQuery(readRows, take, failWhole)];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}
