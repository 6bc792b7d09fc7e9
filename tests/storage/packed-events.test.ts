import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import type { JournalEvent, ScoredRow } from "../../src/engine/index.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { openFresh } from "./open-storage.ts";

const rows = (count: number, change: (row: ScoredRow) => ScoredRow = (row) => row): ScoredRow[] =>
  Array.from({ length: count }, (_, i) =>
    change({ example: (i * 7) % 101, callIndex: 40 + i, score: i % 2 }),
  );

function trial(of: readonly ScoredRow[]): JournalEvent {
  return {
    type: "trial-evaluated",
    step: "minibatch",
    trial: 1,
    // A component may be called as columns are.
    texts: { packed: "rows", scores: "1, 0" },
    note: "",
    calls: { from: 40, count: of.length },
    rows: of,
    metricCalls: of.length,
    reflectionCalls: 0,
  };
}

const onDisk = (db: StudioDatabase): Promise<readonly { readonly event: { readonly rows: unknown } }[]> =>
  new Promise((resolve, reject) => {
    const request = db.backendDB().transaction("events").objectStore("events").getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("could not read"));
  });

test.each<[string, readonly ScoredRow[] | JournalEvent]>([
  ["scores alone", rows(9)],
  ["one row", rows(1)],
  ["no row", rows(0)],
  ["rows read again", rows(5, (row) => (row.example > 9 ? { ...row, callIndex: 3, from: "reused" } : row))],
  ["objective scores", rows(4, (row) => ({ ...row, objectives: { right: row.score, short: 0.25 } }))],
  [
    "objective scores of some rows",
    rows(4, (row) => (row.score === 1 ? { ...row, objectives: { right: 1 } } : row)),
  ],
  [
    "rows without an answer",
    { ...trial([]), rows: [...rows(3), { example: 5, callIndex: 9, failed: "no answer" }] } as JournalEvent,
  ],
])("events are read as they were written: %s", async (_, given) => {
  const db = await openFresh();
  const event = "type" in given ? given : trial(given);
  await db.events.bulkAdd([0, 1, 2].map((seq) => ({ runId: "run", seq, at: 1, event })));
  const written = [0, 1, 2].map((seq) => ({ runId: "run", seq, at: 1, event }));
  expect(JSON.stringify(await db.events.toArray())).toBe(JSON.stringify(written));
  expect(await db.events.get(["run", 1])).toEqual(written[1]);
  expect(await db.events.bulkGet([["run", 2]])).toEqual([written[2]]);
  const walked: unknown[] = [];
  await db.events.filter(({ seq }) => seq > 0).each((row) => walked.push(row));
  expect(walked).toEqual(written.slice(1));
  await db.journalPages.put({ runId: "run", from: 0, events: written });
  expect(await db.journalPages.toArray()).toEqual([{ runId: "run", from: 0, events: written }]);
});

test("a row of a journal takes at most 10 bytes on disk, and what its maker holds stays as it was", async () => {
  const db = await openFresh();
  const many = rows(100);
  const event = trial(many);
  const before = JSON.stringify(event);
  await db.events.add({ runId: "run", seq: 0, at: 1, event });
  expect(JSON.stringify(event)).toBe(before);
  const [stored] = await onDisk(db);
  expect(JSON.stringify(stored!.event.rows).length / many.length).toBeLessThan(10);
});

test("rows that an older version stored one by one are read", async () => {
  const db = await openFresh();
  const row = { runId: "run", seq: 0, at: 1, event: trial(rows(6)) };
  const store = db.backendDB().transaction("events", "readwrite").objectStore("events");
  await new Promise((resolve) => {
    store.add(row).onsuccess = resolve;
  });
  expect(await db.events.get(["run", 0])).toEqual(row);
});
