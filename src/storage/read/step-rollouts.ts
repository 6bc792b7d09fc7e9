import { Dexie } from "dexie";

import type { RolloutRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Rollouts at and after a callIndex, oldest first, at most `limit`: what the step under way has answered so far. */
export async function rolloutsSince(
  db: StudioDatabase,
  runId: string,
  callIndex: number,
  limit: number,
): Promise<RolloutRow[]> {
  return db.rollouts
    .where("[runId+callIndex]")
    .between([runId, callIndex], [runId, Dexie.maxKey])
    .limit(limit)
    .toArray();
}
