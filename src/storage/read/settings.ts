import type { StudioDatabase } from "../schema.ts";

/** A setting as it was stored, or undefined; whoever reads it checks its shape. */
export async function readSetting(db: StudioDatabase, key: string): Promise<unknown> {
  return (await db.settings.get(key))?.value;
}
