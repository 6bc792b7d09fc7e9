import type { Page } from "playwright-core";

/** Rows by store, as a page would have written them. */
export type RowsToWrite = Readonly<Record<string, readonly object[]>>;

/** Writes rows into the database of the page that is open; what it shows of them it reads when it is loaded again. */
export async function writeRows(page: Page, rows: RowsToWrite): Promise<void> {
  await page.evaluate(async (stores) => {
    const name = `gepa-studio:${new URL("./", document.baseURI).pathname}`;
    const names = (await indexedDB.databases()).map((each) => each.name);
    // Opening a database that is not there yet would create an empty one in its place.
    if (!names.includes(name)) throw new Error(`the page has made no database ${name} yet`);
    const settled = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error ?? new Error("the database did not answer"));
      });
    const database = await settled(indexedDB.open(name));
    const writing = database.transaction(Object.keys(stores), "readwrite");
    for (const [store, all] of Object.entries(stores))
      for (const row of all) await settled(writing.objectStore(store).put(row));
    database.close();
  }, rows);
}
