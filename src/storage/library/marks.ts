import type { MarkRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** A person's thumb or sentence on a row. Append-only: a changed mind is a newer mark. */
export async function addMark(db: StudioDatabase, mark: MarkRow): Promise<void> {
  await db.marks.add(mark);
}
