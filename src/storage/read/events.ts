import { Dexie } from "dexie";

import { boundEvents, pageEvents } from "../journal-pages.ts";
import { rowsSince } from "../key-range.ts";
import type { EventRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Events of a run from `fromSeq` on, in order, at most `limit`: a page folds what is new onto what it has. */
export async function eventsSince(
  db: StudioDatabase,
  runId: string,
  fromSeq: number,
  limit = Infinity,
): Promise<EventRow[]> {
  if (Number.isFinite(limit))
    return rowsSince(db.events, "[runId+seq]", runId, fromSeq).limit(limit).toArray();
  const bound = fromSeq === 0 ? await boundEvents(db, runId) : [];
  const rest = await rowsSince(db.events, "[runId+seq]", runId, fromSeq + bound.length).toArray();
  return [...bound, ...rest];
}

/**
 * A journal from its beginning, a page at a time and the next one read ahead: whoever folds it does so in short pieces
 * with room between them.
 */
export async function* journalParts(db: StudioDatabase, runId: string): AsyncGenerator<readonly EventRow[]> {
  const read = async (from: number): Promise<readonly EventRow[]> =>
    (await db.journalPages.get([runId, from]))?.events ??
    rowsSince(db.events, "[runId+seq]", runId, from).limit(pageEvents).toArray();
  let next = read(0);
  for (let from = pageEvents; ; from += pageEvents) {
    const rows = await next;
    const isLast = rows.length < pageEvents;
    if (!isLast) {
      next = read(from);
      // Whoever has left by then waits for none.
      next.catch(() => undefined);
    }
    if (rows.length > 0) yield rows;
    if (isLast) return;
  }
}

/** How many events a run has: its next sequence number. */
export async function eventCount(db: StudioDatabase, runId: string): Promise<number> {
  const last = await db.events
    .where("[runId+seq]")
    .between([runId, Dexie.minKey], [runId, Dexie.maxKey])
    .last();
  return last === undefined ? 0 : last.seq + 1;
}
