import type { BrowserPage } from "./browser-page.ts";
import { until } from "./walk.ts";

interface Wanted {
  readonly id: string;
  readonly more: number;
  readonly patienceMs: number;
}

/**
 * Answers of a run that are stored, as soon as there are more than so many or patience ends, and when that was. One
 * connection is kept meanwhile: opening one per look would slow down what is looked at. Runs in the page.
 */
async function countAnswers({ id, more, patienceMs }: Wanted): Promise<{ count: number; at: number }> {
  const name = `gepa-studio:${new URL("./", document.baseURI).pathname}`;
  const end = Date.now() + patienceMs;
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("the database did not answer"));
    });
  let count = 0;
  let database: IDBDatabase | undefined;
  for (;;) {
    if (database === undefined && (await indexedDB.databases()).some((each) => each.name === name)) {
      database = await settled(indexedDB.open(name));
      // The studio may want to make it newer.
      database.onversionchange = () => {
        database?.close();
        database = undefined;
      };
    }
    if (database?.objectStoreNames.contains("rollouts") === true) {
      const range = IDBKeyRange.bound([id, 0], [id, Infinity]);
      count = await settled(database.transaction("rollouts").objectStore("rollouts").count(range));
    } else {
      database?.close();
      database = undefined;
    }
    if (count > more || Date.now() >= end) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  database?.close();
  return { count, at: Date.now() };
}

/** Answers of a run that are stored now. */
export async function answersOf(page: BrowserPage, id: string): Promise<number> {
  return (await page.evaluate(countAnswers, { id, more: -1, patienceMs: 0 })).count;
}

/** When a run had more than so many answers, in milliseconds since 1970. */
export async function whenAnswered(
  page: BrowserPage,
  id: string,
  more: number,
  timeoutS: number,
): Promise<number> {
  const started = Date.now();
  for (;;) {
    const { count, at } = await page.evaluate(countAnswers, { id, more, patienceMs: 5000 });
    if (count > more) return at;
    if (Date.now() - started > timeoutS * 1000)
      throw new Error(`no more than ${count} answers after ${timeoutS} s`);
  }
}

/** Waits until a run is stored as finished; a run that waits for somebody is a fault. */
export async function finished(page: BrowserPage, runId: string, timeoutMs: number): Promise<void> {
  const statusOf = async (id: string): Promise<boolean> => {
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
    if (row?.status === "waiting") throw new Error(`the run waits: ${JSON.stringify(row.waiting)}`);
    return row?.status === "finished";
  };
  await until(page, "the end of the run", statusOf, runId, timeoutMs, 500);
}
