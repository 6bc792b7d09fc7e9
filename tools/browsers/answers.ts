import { setTimeout as pause } from "node:timers/promises";

import type { BrowserPage } from "./browser-page.ts";

const lookEveryMs = 200;

/** Answers of a run that are stored now, and when that was. Runs in the page. */
async function countAnswers(id: string): Promise<{ count: number; at: number }> {
  const name = `gepa-studio:${new URL("./", document.baseURI).pathname}`;
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("the database did not answer"));
    });
  // Opening a database that is not there yet would create an empty one in its place.
  if (!(await indexedDB.databases()).some((each) => each.name === name)) return { count: 0, at: Date.now() };
  const database = await settled(indexedDB.open(name));
  try {
    if (!database.objectStoreNames.contains("rollouts")) return { count: 0, at: Date.now() };
    const range = IDBKeyRange.bound([id, 0], [id, Infinity]);
    const rollouts = database.transaction("rollouts").objectStore("rollouts");
    return { count: await settled(rollouts.count(range)), at: Date.now() };
  } finally {
    database.close();
  }
}

/** Answers of a run that are stored now. */
export async function answersOf(page: BrowserPage, id: string): Promise<number> {
  return (await page.evaluate(countAnswers, id)).count;
}

/**
 * When a run had more than so many answers, in milliseconds since 1970. Looked at again and again in short scripts: one
 * that waits in the page is lost when the page reloads itself, and WebKit's driver does not say so for a minute.
 */
export async function whenAnswered(
  page: BrowserPage,
  id: string,
  more: number,
  timeoutS: number,
): Promise<number> {
  const started = Date.now();
  for (;;) {
    // Firefox's driver has no answer from a page that reloads itself meanwhile, and does not say so.
    const seen = (await page.evaluate(countAnswers, id)) as {
      readonly count: number;
      readonly at: number;
    } | null;
    const { count, at } = seen ?? { count: 0, at: 0 };
    if (count > more) return at;
    if (Date.now() - started > timeoutS * 1000)
      throw new Error(`no more than ${count} answers after ${timeoutS} s`);
    await pause(lookEveryMs);
  }
}

/** What is stored of a run's way. Runs in the page. */
async function readStatus(id: string): Promise<{ readonly status?: string; readonly waiting?: unknown }> {
  const name = `gepa-studio:${new URL("./", document.baseURI).pathname}`;
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("the database did not answer"));
    });
  const database = await settled(indexedDB.open(name));
  const row = (await settled(database.transaction("runs").objectStore("runs").get(id))) as
    | { readonly status?: string; readonly waiting?: unknown }
    | undefined;
  database.close();
  return row === undefined ? {} : { status: row.status ?? "", waiting: row.waiting };
}

/** Requested, running, paused, waiting, finished; undefined where there is no such run. */
export async function statusOf(page: BrowserPage, runId: string): Promise<string | undefined> {
  const { status, waiting } = await page.evaluate(readStatus, runId);
  if (status === "waiting") throw new Error(`the run waits: ${JSON.stringify(waiting)}`);
  return status;
}

/** Waits until a run is stored as finished; a run that waits for somebody is a fault. */
export async function finished(page: BrowserPage, runId: string, timeoutMs: number): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const status = await statusOf(page, runId);
    if (status === "finished") return;
    if (status === undefined) throw new Error(`there is no run ${runId}`);
    if (Date.now() > end) throw new Error(`the run is ${status} after ${timeoutMs / 1000} s`);
    await pause(500);
  }
}
