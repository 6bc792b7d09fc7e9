import { Dexie } from "dexie";

import type { RolloutRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/**
 * Rollouts at and after a callIndex that are not known yet, oldest first, of the first `limit`: what the step under way
 * has answered since it was last looked at. Known ones cost a key each and no row.
 */
export async function newRolloutsSince(
  db: StudioDatabase,
  runId: string,
  callIndex: number,
  limit: number,
  known: { has(callIndex: number): boolean },
): Promise<RolloutRow[]> {
  const keys = (await db.rollouts
    .where("[runId+callIndex]")
    .between([runId, callIndex], [runId, Dexie.maxKey])
    .limit(limit)
    .primaryKeys()) as unknown as (readonly [string, number])[];
  const fresh = keys.filter(([, call]) => !known.has(call));
  if (fresh.length === 0) return [];
  const rows = await db.rollouts.bulkGet(fresh.map(([id, call]): [string, number] => [id, call]));
  return rows.filter((row) => row !== undefined);
}
