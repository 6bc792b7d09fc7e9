import { rowsOf, rowsSince } from "./key-range.ts";
import type { EventRow } from "./rows.ts";
import type { StudioDatabase } from "./schema.ts";
import { noteGrowth } from "./sizes.ts";

/** Events bound together: a journal of 100,000 events opens with fewer than 400 reads. */
export const pageEvents = 256;

/** The page an event completes, or undefined. */
function completedPage(seq: number): number | undefined {
  return seq % pageEvents === pageEvents - 1 ? seq - pageEvents + 1 : undefined;
}

/**
 * Binds the page that this event completes, in the event's own transaction. Pages repeat what the events say and can be
 * made again from them; nothing is decided by them.
 */
export async function bindPage(db: StudioDatabase, runId: string, seq: number): Promise<void> {
  const from = completedPage(seq);
  if (from === undefined) return;
  const events = await rowsSince(db.events, "[runId+seq]", runId, from).limit(pageEvents).toArray();
  const page = { runId, from, events };
  await db.journalPages.put(page);
  await noteGrowth(db, "journalPages", [page]);
}

/** Binds every complete page of a run whose events came in otherwise (a bundle, a branch). */
export async function bindAllPages(db: StudioDatabase, runId: string): Promise<void> {
  const count = await eventsOf(db, runId).count();
  for (let last = pageEvents - 1; last < count; last += pageEvents)
    await db.transaction("rw", db.events, db.journalPages, db.sizes, async () => {
      if ((await db.journalPages.get([runId, last - pageEvents + 1])) === undefined)
        await bindPage(db, runId, last);
    });
}

const eventsOf = (db: StudioDatabase, runId: string) => rowsOf(db.events, "[runId+seq]", runId);

/** Binds what is missing of a journal of so many events. */
export async function bindMissingPages(db: StudioDatabase, runId: string, events: number): Promise<void> {
  const bound = await rowsOf(db.journalPages, "[runId+from]", runId).count();
  if (bound < Math.floor(events / pageEvents)) await bindAllPages(db, runId);
}

/** The beginning of a journal as far as it is bound; what comes after is read event by event. */
export async function boundEvents(db: StudioDatabase, runId: string): Promise<EventRow[]> {
  const pages = await rowsOf(db.journalPages, "[runId+from]", runId).toArray();
  const gap = pages.findIndex((page, index) => page.from !== index * pageEvents);
  return (gap < 0 ? pages : pages.slice(0, gap)).flatMap((page) => page.events);
}
