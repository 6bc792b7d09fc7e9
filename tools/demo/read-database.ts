import type { Page } from "playwright-core";

import { unpack } from "../../src/storage/packed-events.ts";

interface Wanted {
  readonly store: string;
  readonly runId: string;
  /** Rows whose second key is at least this. */
  readonly from: number;
  readonly single: boolean;
}

/** A page that reloads itself (a first visit does, once) cuts off whoever is reading in it. */
function isReload(error: unknown): boolean {
  return error instanceof Error && /context was destroyed|navigation/i.test(error.message);
}

/** Reads rows, again after the page has reloaded itself in the middle. */
async function read(page: Page, wanted: Wanted): Promise<unknown[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await readOnce(page, wanted);
    } catch (error) {
      if (!isReload(error) || tries === 5) throw error;
      await page.waitForLoadState("domcontentloaded");
    }
  }
}

/** Reads rows of the page's own database by the run they belong to, as the page stored them. */
async function readOnce(page: Page, wanted: Wanted): Promise<unknown[]> {
  return page.evaluate(async ({ store, runId, from, single }) => {
    const name = `gepa-studio:${new URL("./", document.baseURI).pathname}`;
    const names = (await indexedDB.databases()).map((each) => each.name);
    // Opening a database that is not there yet would create an empty one in its place.
    if (!names.includes(name)) return [];
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("the database did not answer"));
      });
    const database = await settled(indexedDB.open(name));
    try {
      if (!database.objectStoreNames.contains(store)) return [];
      const table = database.transaction(store).objectStore(store);
      if (single) return [await settled(table.get(runId))].filter((row) => row !== undefined);
      return await settled(table.getAll(IDBKeyRange.bound([runId, from], [runId, Infinity])));
    } finally {
      database.close();
    }
  }, wanted);
}

/** The row of a run, or undefined before the page has made it. */
export async function readRun<T>(page: Page, runId: string): Promise<T | undefined> {
  const [row] = await read(page, { store: "runs", runId, from: 0, single: true });
  return row as T | undefined;
}

/** Rows of a table keyed by run and number, from a number on. */
export async function readRows<T>(
  page: Page,
  store: "events" | "rollouts" | "trajectories" | "reflections",
  runId: string,
  from = 0,
): Promise<readonly T[]> {
  const rows = (await read(page, { store, runId, from, single: false })) as readonly T[];
  // Read past the studio's own door, events come as they lie on disk.
  return store === "events" ? rows.map(unpack) : rows;
}
