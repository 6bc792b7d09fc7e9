import "fake-indexeddb/auto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { foldJournal } from "../../src/engine/state/apply-event.ts";
import { loadJournal } from "../../src/storage/journal.ts";
import { openDatabase } from "../../src/storage/open-database.ts";
import { schemaVersion } from "../../src/storage/schema.ts";
import { type OldDatabase, putOnDisk } from "./old-database.ts";

/** Stores that were taken away, and what became of their rows is tested apart. */
const retired: ReadonlySet<string> = new Set(["inFlight"]);

const folder = join(import.meta.dirname, "../fixtures/databases");
const released = readdirSync(folder).map((file) => ({
  version: Number(/version-(\d+)\.json/.exec(file)?.[1]),
  old: JSON.parse(readFileSync(join(folder, file), "utf8")) as OldDatabase,
}));

test("every released schema version has an old database here", () => {
  expect(released.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: schemaVersion }, (_, index) => index + 1),
  );
});

describe.each(released)("a database left by version $version", ({ version, old }) => {
  test("opens today with every row, and its run can be followed to its end", async () => {
    const name = `left-by-${version}`;
    await putOnDisk(name, old);
    const outcome = await openDatabase(name);
    if (outcome.kind !== "open") throw new Error(outcome.message);
    const { db } = outcome;
    for (const [store, { rows }] of Object.entries(old.stores).filter(([store]) => !retired.has(store)))
      expect({ store, rows: await db.table(store).count() }).toEqual({ store, rows: rows.length });
    const state = foldJournal(await loadJournal(db, "old-run"));
    expect(state?.status).toBe("stopped");
    expect(state?.test).toHaveLength(2);
  });

  test.runIf(version === schemaVersion)(
    "has the very stores and indexes of today: a released version is never edited",
    async () => {
      const outcome = await openDatabase(`today-${version}`);
      if (outcome.kind !== "open") throw new Error(outcome.message);
      const raw = outcome.db.backendDB();
      const today = Object.fromEntries(
        [...raw.objectStoreNames].map((name) => {
          const store = raw.transaction(name).objectStore(name);
          const indexes = [...store.indexNames].map((index) => [index, store.index(index).keyPath] as const);
          return [
            name,
            {
              keyPath: store.keyPath,
              autoIncrement: store.autoIncrement,
              indexes: Object.fromEntries(indexes),
            },
          ];
        }),
      );
      const then = Object.fromEntries(
        Object.entries(old.stores).map(([name, { keyPath, autoIncrement, indexes }]) => [
          name,
          {
            keyPath,
            autoIncrement,
            indexes: Object.fromEntries(
              Object.entries(indexes).map(([index, { keyPath: path }]) => [index, path]),
            ),
          },
        ]),
      );
      expect(today).toEqual(then);
    },
  );
});

test("calls that were marked in flight by an older version are counted into their runs", async () => {
  const old = released.find(({ version }) => version === 2)!.old;
  const mark = (callIndex: number) => ({ runId: "old-run", kind: "rollout", callIndex, at: 1 });
  const inFlight = { ...old.stores["inFlight"]!, rows: [mark(3), mark(4)] };
  await putOnDisk("with-marks", { ...old, stores: { ...old.stores, inFlight } });
  const outcome = await openDatabase("with-marks");
  if (outcome.kind !== "open") throw new Error(outcome.message);
  expect((await outcome.db.runs.get("old-run"))?.possiblyPaidTwice).toBe(2);
});
