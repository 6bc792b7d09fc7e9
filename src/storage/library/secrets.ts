import type { SecretRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Keeps a sealed key; one per origin, the newest replaces the older. */
export async function saveSecret(db: StudioDatabase, row: SecretRow): Promise<void> {
  await db.secrets.put(row);
}

export async function forgetSecret(db: StudioDatabase, origin: string): Promise<void> {
  await db.secrets.delete(origin);
}
