import type { CandidateEntry, RunState } from "../engine/index.ts";
import { keepFold, keptFold, longJournal } from "../storage/journal-folds.ts";
import { eventCount, eventsSince, journalParts } from "../storage/read/events.ts";
import type { EventRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import { followQuery } from "./follow-query.ts";

export interface FoldedJournal {
  /** In order; empty while they are read and what they come to is known. The array is replaced, its rows never change. */
  readonly events: readonly EventRow[];
  readonly state: RunState | undefined;
  /** What would be handed out now. */
  readonly best?: CandidateEntry | undefined;
}

interface JournalListener {
  /** First when it is read, or what is kept of it; without a state where it has not begun. */
  readonly emit: (journal: FoldedJournal) => void;
  /** Share read of a journal that takes a moment. */
  readonly progress?: (share: number) => void;
  readonly fail: (error: unknown) => void;
}

/** When what was just shown has been drawn. */
const keepAfterMs = 1000;

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

/** A journal as it was left, if it is still the one that is stored; else what was kept of it. */
async function found(
  db: StudioDatabase,
  runId: string,
): Promise<{ readonly known?: FoldedJournal | undefined; readonly fold?: RunState | undefined }> {
  const known = lately.get(db)?.get(runId);
  const last = known?.events.at(-1);
  const stored = last && (await db.events.get([runId, last.seq]));
  return stored !== undefined && stored.at === last?.at ? { known } : { fold: await keptFold(db, runId) };
}

/** A journal of which the beginning is folded, and rows known, so far. */
interface Begun extends FoldedJournal {
  /** Events folded. */
  readonly count: number;
}

const nothing: Begun = { events: [], state: undefined, count: 0 };

/**
 * Shows what is kept of a long journal at once, reads its events part by part, so that they keep the page from nothing, and
 * follows what is added. With `statesOnly` the events are read for their fold alone. Returns how to stop.
 */
export function followJournal(
  db: StudioDatabase,
  runId: string,
  { emit, progress, fail }: JournalListener,
  { statesOnly = false }: { readonly statesOnly?: boolean } = {},
): () => void {
  let stop: (() => void) | undefined;
  let isLeft = false;
  const begin = async (): Promise<void> => {
    // The engine's part of it comes after the page's first picture, while what is kept is read.
    const [{ bestOf, foldRow }, { known, fold }] = await Promise.all([
      import("../views/run/fold-journal.ts"),
      found(db, runId),
    ]);
    if (isLeft) return;
    const tell = ({ events, state }: FoldedJournal): void => emit({ events, state, best: bestOf(state) });
    let journal: Begun = known === undefined ? nothing : { ...known, count: known.events.length };
    if (fold !== undefined) {
      journal = { events: [], state: fold, count: fold.events };
      tell(journal);
    }
    const readsEvents = known === undefined && (fold === undefined || !statesOnly);
    if (readsEvents) journal = await readWhole(journal, foldRow);
    if (isLeft) return;
    const take = (next: Begun): void => {
      journal = next;
      // Without its events it is of no use to another page.
      if (next.events.length === next.count) keep(db, runId, next);
      tell(next);
    };
    if (journal.events.length > 0) take(journal);
    else if (fold === undefined) tell(journal);
    if (readsEvents) keepSoon(journal, fold);
    stop = followQuery(
      () => eventsSince(db, runId, journal.count),
      (rows) => {
        const fresh = rows.filter(({ seq }) => seq >= journal.count);
        if (fresh.length === 0) return;
        const events = journal.events.length === journal.count ? [...journal.events, ...fresh] : [];
        const state = fresh.reduce(foldRow, journal.state);
        take({ events, state, count: journal.count + fresh.length });
      },
      fail,
    );
  };
  const readWhole = async (
    begun: Begun,
    fold: (state: RunState | undefined, row: EventRow) => RunState | undefined,
  ): Promise<Begun> => {
    const events: EventRow[] = [];
    let { state } = begun;
    const total = await eventCount(db, runId);
    for await (const part of journalParts(db, runId)) {
      if (isLeft) break;
      events.push(...part);
      state = part.filter(({ seq }) => seq >= begun.count).reduce(fold, state);
      if (begun.state === undefined) progress?.(events.length / Math.max(1, total));
    }
    return { events, state, count: events.length };
  };
  /** The next page to show this run finds it folded. */
  const keepSoon = ({ events, state }: Begun, fold: RunState | undefined): void => {
    const last = events.at(-1);
    if (last === undefined || state === undefined) return;
    if (state.events - (fold?.events ?? 0) < longJournal) return;
    setTimeout(() => void keepFold(db, last, state).catch(() => undefined), keepAfterMs);
  };
  begin().catch(fail);
  return () => {
    isLeft = true;
    stop?.();
  };
}
