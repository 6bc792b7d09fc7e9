import { Dexie } from "dexie";

import { boundEvents } from "../journal-pages.ts";
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

/** How many events a run has: its next sequence number. */
export async function eventCount(db: StudioDatabase, runId: string): Promise<number> {
  const last = await db.events
    .where("[runId+seq]")
    .between([runId, Dexie.minKey], [runId, Dexie.maxKey])
    .last();
  return last === undefined ? 0 : last.seq + 1;
}
