import { cleanup } from "@solidjs/testing-library";
import { onTestFinished } from "vitest";

import { openDatabase } from "../../../src/storage/open-database.ts";
import type { StudioDatabase } from "../../../src/storage/schema.ts";

/** A real IndexedDB database of its own for one test; removed when the test is over. */
export async function openTestDatabase(): Promise<StudioDatabase> {
  const outcome = await openDatabase(`gepa-studio:/test-${crypto.randomUUID()}/`);
  if (outcome.kind !== "open") throw new Error(outcome.message);
  const { db } = outcome;
  onTestFinished(async () => {
    // Pages let go of the database first, or the browser would not delete it.
    cleanup();
    await db.delete();
  });
  return db;
}
