import type { StudioDatabase } from "../schema.ts";

const settingKey = "last bundle saved";

export interface ExportReminder {
  /** When everything was last saved to a file; undefined for never. */
  readonly savedAt: number | undefined;
  /** Runs that were made since. */
  readonly runsSince: number;
}

export async function noteSaved(db: StudioDatabase, now: number): Promise<void> {
  await db.settings.put({ key: settingKey, value: now });
}

/** What a browser that clears its storage would take: for the page to remind of. */
export async function readExportReminder(db: StudioDatabase): Promise<ExportReminder> {
  const value = (await db.settings.get(settingKey))?.value;
  const savedAt = typeof value === "number" ? value : undefined;
  const runsSince = await db.runs
    // A recording comes with the page again, and a check belongs to its run.
    .filter(
      ({ deletedAt, recorded, check, createdAt }) =>
        deletedAt === undefined &&
        recorded === undefined &&
        check === undefined &&
        createdAt > (savedAt ?? 0),
    )
    .count();
  return { savedAt, runsSince };
}
