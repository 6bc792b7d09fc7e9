/**
 * Writes down a database of today's schema, with a whole run in it, as `tests/fixtures/databases/version-N.json`. Run
 * it once per schema version, when that version is released: `npx tsx tests/storage/write-old-database.ts`.
 */
import "fake-indexeddb/auto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { requestRun } from "../../src/storage/library/runs.ts";
import { saveTask } from "../../src/storage/library/tasks.ts";
import { schemaVersion } from "../../src/storage/schema.ts";
import { openTab, untilStatus } from "../runs/open-runs.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";

const { db, runs } = await openTab("fixture", scriptedModels().load);
const request = sampleRun({ id: "old-run", metricCalls: 60, sizes: { feedback: 9, pareto: 6, test: 3 } });
await saveTask(db, request.task, 1);
await requestRun(db, request, 1);
await runs.start("old-run");
await untilStatus(db, "old-run", "finished");
await db.marks.add({ id: "m", exampleId: "e", thumb: "up", at: 1 });
await db.settings.add({ key: "theme", value: "dark" });

const raw = db.backendDB();
/** As they lie there, not as the app reads them. */
function rowsOnDisk(store: IDBObjectStore): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = store.getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("could not read the database"));
  });
}

const stores: Record<string, unknown> = {};
for (const name of [...raw.objectStoreNames].toSorted()) {
  const store = raw.transaction(name).objectStore(name);
  const indexes = [...store.indexNames].map((index) => {
    const { keyPath, unique, multiEntry } = store.index(index);
    return [index, { keyPath, unique, multiEntry }] as const;
  });
  stores[name] = {
    keyPath: store.keyPath,
    autoIncrement: store.autoIncrement,
    indexes: Object.fromEntries(indexes),
    rows: await rowsOnDisk(store),
  };
}
const file = join(import.meta.dirname, `../fixtures/databases/version-${schemaVersion}.json`);
writeFileSync(file, `${JSON.stringify({ nativeVersion: raw.version, stores })}\n`);
console.log(`${file}: ${Object.keys(stores).length} stores`);
process.exit(0);
