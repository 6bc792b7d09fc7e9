import { openDatabase } from "../../../src/storage/open-database.ts";
import type { StudioDatabase } from "../../../src/storage/schema.ts";

/**
 * A real IndexedDB database of its own for one test. It is not deleted afterwards: a page that was just taken away may
 * still be reading, and the browser's profile is thrown away with the browser.
 */
export async function openTestDatabase(): Promise<StudioDatabase> {
  const outcome = await openDatabase(`gepa-studio:/test-${crypto.randomUUID()}/`);
  if (outcome.kind !== "open") throw new Error(outcome.message);
  return outcome.db;
}
