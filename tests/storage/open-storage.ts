import "fake-indexeddb/auto";
import { openDatabase } from "../../src/storage/open-database.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";

let opened = 0;

/** A fresh in-memory database under a name of its own. */
export async function openFresh(name = `test-${process.pid}-${opened++}`): Promise<StudioDatabase> {
  const outcome = await openDatabase(name);
  if (outcome.kind !== "open") throw new Error(outcome.message);
  return outcome.db;
}
