import type { StudioDatabase } from "../schema.ts";

export async function saveSetting(db: StudioDatabase, key: string, value: unknown): Promise<void> {
  await db.settings.put({ key, value });
}

export async function forgetSetting(db: StudioDatabase, key: string): Promise<void> {
  await db.settings.delete(key);
}
