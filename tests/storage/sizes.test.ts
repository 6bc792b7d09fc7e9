import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { moveToBin, purgeBin, removeRun } from "../../src/storage/library/bin.ts";
import { branchRun } from "../../src/storage/library/branch.ts";
import { appendToDataset, saveDataset } from "../../src/storage/library/datasets.ts";
import { measuredShare, measureOldRows } from "../../src/storage/measure-old-rows.ts";
import { openDatabase } from "../../src/storage/open-database.ts";
import { sumLedger } from "../../src/storage/read/ledger.ts";
import { readUsage } from "../../src/storage/read/usage.ts";
import { noteLeaving, noteLines, noteReturned } from "../../src/storage/requests.ts";
import type { ModelCallRow } from "../../src/storage/rows.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { measuredTables } from "../../src/storage/unmeasured.ts";
import { type OldDatabase, putOnDisk } from "./old-database.ts";
import { openFresh } from "./open-storage.ts";

const oldest = (version: number): OldDatabase =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../fixtures/databases/version-${version}.json`), "utf8"),
  ) as OldDatabase;

/** A database as a version left it, opened today. */
async function opened(version: number, change: (old: OldDatabase) => OldDatabase = (old) => old) {
  const name = `sizes-${version}-${Math.random()}`;
  await putOnDisk(name, change(oldest(version)));
  const outcome = await openDatabase(name);
  if (outcome.kind !== "open") throw new Error(outcome.message);
  return outcome.db;
}

/** What the rows really come to, counted one by one. */
async function counted(db: StudioDatabase): Promise<readonly object[]> {
  const found = new Map<string, { owner: string; table: string; rows: number; bytes: number }>();
  for (const table of Object.keys(measuredTables))
    for (const row of (await db.table(table).toArray()) as Record<string, string>[]) {
      const owner = (table === "examples" ? row["datasetId"] : row["runId"]) ?? "";
      const before = found.get(`${owner} ${table}`) ?? { owner, table, rows: 0, bytes: 0 };
      found.set(`${owner} ${table}`, {
        ...before,
        rows: before.rows + 1,
        bytes: before.bytes + JSON.stringify(row).length,
      });
    }
  return [...found.values()];
}

const ofRows = async (db: StudioDatabase) =>
  (await db.sizes.toArray()).filter(({ owner }) => owner !== "ledger");
const alike = (rows: readonly object[]) =>
  expect.arrayContaining(rows.map((row) => expect.objectContaining(row)));

const call = (changes: Partial<ModelCallRow> = {}): ModelCallRow => ({
  runId: "old-run",
  callIndex: 1,
  at: 1,
  origin: "https://a.example",
  purpose: "student",
  bytesOut: 10,
  bytesIn: 0,
  status: 200,
  ...changes,
});

test("a run's sizes as they were kept while it ran are those of its rows, counted one by one", async () => {
  const db = await opened(5);
  expect(await ofRows(db)).toHaveLength((await counted(db)).length);
  expect(await ofRows(db)).toEqual(alike(await counted(db)));
  expect(await measuredShare(db)).toBe(1);
});

test.each([1, 2, 3, 4])(
  "a database of version %i is measured later, once, and comes to what it holds",
  async (version) => {
    const db = await opened(version);
    expect(await measuredShare(db)).toBeLessThan(1);
    await measureOldRows(db);
    expect(await measuredShare(db)).toBe(1);
    expect(await ofRows(db)).toEqual(alike(await counted(db)));
    let rowsRead = 0;
    db.rollouts.hook("reading", (row) => ((rowsRead += 1), row));
    await measureOldRows(db);
    expect(rowsRead).toBe(0);
  },
);

test("what is written while an older database is being measured is counted once", async () => {
  const db = await opened(4);
  const first = await db.rollouts.toCollection().first();
  await branchRun(
    db,
    { fromRunId: "old-run", events: 2, nextCallIndex: 5, id: "branch", name: "b", steering: [] },
    1,
  );
  await measureOldRows(db);
  expect(first).toBeDefined();
  expect(await ofRows(db)).toEqual(alike(await counted(db)));
});

test("rows stored in several goes add up, and go with their data set", async () => {
  const db = await openFresh();
  const rows = Array.from({ length: 2300 }, (_, index) => ({
    id: `r${index}`,
    inputs: { a: "x" },
    expected: {},
  }));
  await saveDataset(db, { id: "d", name: "d", createdAt: 1, columns: ["a"], sourceName: "a.csv" }, rows);
  await appendToDataset(db, "d", [{ id: "new", inputs: { a: "y" }, expected: {} }]);
  expect(await ofRows(db)).toEqual(await counted(db));
  expect(await ofRows(db)).toMatchObject([{ owner: "d", table: "examples", rows: 2301 }]);
  await moveToBin(db, { kind: "dataset", id: "d" }, 1);
  await purgeBin(db, Infinity);
  expect(await ofRows(db)).toEqual([]);
});

test("the storage page's usage reads no rollout, no trace and no line of the ledger, and follows a removed run", async () => {
  const db = await opened(5);
  let rowsRead = 0;
  for (const table of [db.rollouts, db.trajectories, db.modelCalls, db.events])
    table.hook("reading", (row) => ((rowsRead += 1), row));
  const before = await readUsage(db);
  expect(rowsRead).toBe(0);
  expect(before.find(({ kind }) => kind === "traces")?.rows).toBe(await db.trajectories.count());
  await removeRun(db, "old-run");
  const after = await readUsage(db);
  expect(after.find(({ kind }) => kind === "traces")).toMatchObject({ rows: 0, bytes: 0 });
});

test("the ledger's sums are kept as its lines are written and completed, and read no line", async () => {
  const db = await openFresh();
  const id = await noteLeaving(db, call());
  await noteReturned(db, id, { bytesIn: 90, status: 200, costUsd: 0.5, isRefused: false });
  await noteLines(db, [
    call({ origin: "https://b.example", bytesIn: 7, status: 200 }),
    call({ runId: "other", status: "blocked" }),
  ]);
  let rowsRead = 0;
  db.modelCalls.hook("reading", (row) => ((rowsRead += 1), row));
  expect(await sumLedger(db, "old-run")).toMatchObject({
    requests: 2,
    blocked: 0,
    bytesOut: 20,
    bytesIn: 97,
    costUsd: 0.5,
    unpriced: 1,
  });
  expect(await sumLedger(db)).toMatchObject({ requests: 2, blocked: 1, origins: [{}, {}] });
  expect(rowsRead).toBe(0);
});

test("a ledger of an older version says the same sums before, while and after its lines are summed", async () => {
  const lines = Array.from({ length: 450 }, (_, index) => ({
    ...call({ bytesIn: index, ...(index % 3 === 0 ? { costUsd: 0.25 } : {}) }),
    id: index + 1,
  }));
  const db = await opened(4, (old) => ({
    ...old,
    stores: { ...old.stores, modelCalls: { ...old.stores["modelCalls"]!, rows: lines as never } },
  }));
  const before = await sumLedger(db, "old-run");
  expect(before).toMatchObject({ requests: 450, unpriced: 300, costUsd: 37.5 });
  await measureOldRows(db);
  expect(await sumLedger(db, "old-run")).toEqual(before);
  expect(await sumLedger(db)).toEqual(before);
});
