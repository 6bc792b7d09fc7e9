import type { CandidateEntry, RunState } from "../engine/index.ts";
import { eventCount, eventsSince, journalParts } from "../storage/read/events.ts";
import type { EventRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import { followQuery } from "./follow-query.ts";

export interface FoldedJournal {
  /** In order. The array is replaced, its rows never change. */
  readonly events: readonly EventRow[];
  readonly state: RunState | undefined;
  /** What would be handed out now. */
  readonly best?: CandidateEntry | undefined;
}

interface JournalListener {
  readonly emit: (journal: FoldedJournal) => void;
  /** Share read of a journal that takes a moment. */
  readonly progress?: (share: number) => void;
  readonly fail: (error: unknown) => void;
}

/** The journals looked at last: who goes from a run to its result and back has it folded already. */
const lately = new WeakMap<StudioDatabase, Map<string, FoldedJournal>>();
const mostKept = 2;

function keep(db: StudioDatabase, runId: string, journal: FoldedJournal): void {
  const kept = lately.get(db) ?? new Map<string, FoldedJournal>();
  lately.set(db, kept);
  kept.delete(runId);
  kept.set(runId, journal);
  for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
}

/** A journal as it was left, if it is still the one that is stored. */
async function found(db: StudioDatabase, runId: string): Promise<FoldedJournal | undefined> {
  const journal = lately.get(db)?.get(runId);
  const last = journal?.events.at(-1);
  if (last === undefined) return undefined;
  const stored = await db.events.get([runId, last.seq]);
  return stored?.at === last.at ? journal : undefined;
}

/**
 * Reads a run's journal part by part, so that a long one keeps the page from nothing, and follows what is added to it.
 * Returns how to stop.
 */
export function followJournal(
  db: StudioDatabase,
  runId: string,
  { emit, progress, fail }: JournalListener,
): () => void {
  let stop: (() => void) | undefined;
  let isLeft = false;
  const begin = async (): Promise<void> => {
    // The engine's part of it comes after the page's first picture.
    const { bestOf, foldRow } = await import("../views/run/fold-journal.ts");
    let journal = (await found(db, runId)) ?? (await readWhole(foldRow));
    if (isLeft) return;
    const tell = (next: FoldedJournal): void => {
      journal = { ...next, best: bestOf(next.state) };
      keep(db, runId, journal);
      emit(journal);
    };
    if (journal.events.length > 0) tell(journal);
    stop = followQuery(
      () => eventsSince(db, runId, journal.events.length),
      (rows) => {
        const fresh = rows.filter(({ seq }) => seq >= journal.events.length);
        if (fresh.length > 0)
          tell({ events: [...journal.events, ...fresh], state: fresh.reduce(foldRow, journal.state) });
      },
      fail,
    );
  };
  const readWhole = async (
    fold: (state: RunState | undefined, row: EventRow) => RunState | undefined,
  ): Promise<FoldedJournal> => {
    const events: EventRow[] = [];
    let state: RunState | undefined;
    const total = await eventCount(db, runId);
    for await (const part of journalParts(db, runId)) {
      if (isLeft) break;
      events.push(...part);
      state = part.reduce(fold, state);
      progress?.(events.length / Math.max(1, total));
    }
    return { events, state };
  };
  begin().catch(fail);
  return () => {
    isLeft = true;
    stop?.();
  };
}
