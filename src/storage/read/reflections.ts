import { rowsOf } from "../key-range.ts";
import type { ReflectionRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** The reflection conversations of a run, oldest first, at most `limit`. */
export async function listReflections(
  db: StudioDatabase,
  runId: string,
  limit: number,
): Promise<ReflectionRow[]> {
  return rowsOf(db.reflections, "[runId+callIndex]", runId).limit(limit).toArray();
}

export async function readReflection(
  db: StudioDatabase,
  runId: string,
  callIndex: number,
): Promise<ReflectionRow | undefined> {
  return db.reflections.get([runId, callIndex]);
}

/** Prompts of a run that wait for a person's answer. */
export async function waitingReflections(db: StudioDatabase, runId: string): Promise<ReflectionRow[]> {
  return rowsOf(db.reflections, "[runId+callIndex]", runId)
    .filter((row) => row.answer.kind === "waiting")
    .toArray();
}
