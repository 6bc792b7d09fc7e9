import type { StudioDatabase } from "../schema.ts";

export async function saveSetting(db: StudioDatabase, key: string, value: unknown): Promise<void> {
  await db.settings.put({ key, value });
}

/** Several settings in one transaction: all of them are stored, or none. */
export async function saveSettings(
  db: StudioDatabase,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db.settings.bulkPut(Object.entries(values).map(([key, value]) => ({ key, value })));
}

export async function forgetSetting(db: StudioDatabase, key: string): Promise<void> {
  await db.settings.delete(key);
}
