import type { RunState } from "../engine/state/state.ts";
import type { EventRow, JournalFoldRow } from "./rows.ts";
import type { StudioDatabase } from "./schema.ts";

/** Put in by the build: says by which engine's code a fold was made. */
declare const ENGINE_MARK: string;
const engineMark = typeof ENGINE_MARK === "string" ? ENGINE_MARK : "unbuilt";

/** Fewer events than this are read and folded in a tenth of a second. */
export const longJournal = 2048;

/**
 * Keeps what a long journal has come to, so that a page need not read it whole to show it. Like the pages of a journal it
 * can be made again from the events, and nothing is decided by it; a short journal's is not kept.
 */
export async function keepFold(
  db: StudioDatabase,
  { runId, at }: Pick<EventRow, "runId" | "at">,
  state: RunState,
): Promise<void> {
  if (state.events >= longJournal)
    await db.journalFolds.put({ runId, engine: engineMark, at, events: state.events, state });
}

/** What the beginning of a journal comes to, if it was kept, by this very engine, and that beginning is still the one stored. */
export async function keptFold(db: StudioDatabase, runId: string): Promise<RunState | undefined> {
  const kept: JournalFoldRow | undefined = await db.journalFolds.get(runId);
  if (kept === undefined || kept.engine !== engineMark) return undefined;
  const last = await db.events.get([runId, kept.events - 1]);
  return last?.at === kept.at ? kept.state : undefined;
}

/** Removes folds of runs that are gone. */
export async function dropStrayFolds(db: StudioDatabase): Promise<void> {
  const ids = await db.journalFolds.toCollection().primaryKeys();
  const runs = await db.runs.bulkGet(ids);
  await db.journalFolds.bulkDelete(ids.filter((_, place) => runs[place] === undefined));
}
