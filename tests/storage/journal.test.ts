import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { foldJournal, type RunState } from "../../src/engine/index.ts";
import { type FoldedJournal, followJournal } from "../../src/platform/follow-journal.ts";
import { dropStrayFolds, keepFold, keptFold, longJournal } from "../../src/storage/journal-folds.ts";
import { bindAllPages, pageEvents } from "../../src/storage/journal-pages.ts";
import { appendEvent, loadJournal } from "../../src/storage/journal.ts";
import { removeRun } from "../../src/storage/library/bin.ts";
import { eventsSince, journalParts } from "../../src/storage/read/events.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { sampleRun } from "../support/sample-run.ts";
import { openFresh } from "./open-storage.ts";

const commit = { summary: { metricCalls: 0, reflectionCalls: 0, iterations: 0 }, at: 1, activeSeconds: 0 };
const feedback = (seq: number) => ({ type: "feedback-added", example: seq, text: "" }) as const;

async function write(db: StudioDatabase, count: number): Promise<void> {
  for (let seq = 0; seq < count; seq++) await appendEvent(db, "run", seq, feedback(seq), commit);
}

/** Rows the browser hands over while `work` runs. */
async function rowsRead(db: StudioDatabase, work: () => Promise<unknown>): Promise<number> {
  let rows = 0;
  const count = <Row>(row: Row): Row => {
    rows += 1;
    return row;
  };
  for (const table of [db.events, db.journalPages]) table.hook("reading", count as never);
  await work();
  for (const table of [db.events, db.journalPages]) table.hook("reading").unsubscribe(count as never);
  return rows;
}

test("a long journal opens whole and in order with few reads, and only what is new is read after that", async () => {
  const db = await openFresh();
  const total = pageEvents * 5 + 17;
  await write(db, total);
  const seqs = (await eventsSince(db, "run", 0)).map((row) => row.seq);
  expect(seqs).toEqual(Array.from({ length: total }, (_, seq) => seq));
  expect(await rowsRead(db, () => eventsSince(db, "run", 0))).toBe(5 + 17);
  expect((await eventsSince(db, "run", total - 2)).map((row) => row.seq)).toEqual([total - 2, total - 1]);
  expect(await loadJournal(db, "run")).toHaveLength(total);
});

test("a long journal comes in parts of a page, each one read, also where a page is missing or rows come after the last", async () => {
  const db = await openFresh();
  const total = pageEvents * 3 + 5;
  await write(db, total);
  await db.journalPages.delete(["run", pageEvents]);
  const sizes: number[] = [];
  const seqs: number[] = [];
  const read = async () => {
    for await (const part of journalParts(db, "run")) {
      sizes.push(part.length);
      seqs.push(...part.map(({ seq }) => seq));
    }
  };
  // Where there is no page, looking for it is a read as well.
  expect(await rowsRead(db, read)).toBe(2 + (1 + pageEvents) + (1 + 5));
  expect(sizes).toEqual([pageEvents, pageEvents, pageEvents, 5]);
  expect(seqs).toEqual(Array.from({ length: total }, (_, seq) => seq));
});

test("pages are made again from the events, and go with their run", async () => {
  const db = await openFresh();
  await write(db, pageEvents * 2);
  const bound = await db.journalPages.toArray();
  await db.journalPages.clear();
  expect(await eventsSince(db, "run", 0)).toHaveLength(pageEvents * 2);
  await bindAllPages(db, "run");
  expect(await db.journalPages.toArray()).toEqual(bound);
  await removeRun(db, "run");
  expect([await db.events.count(), await db.journalPages.count()]).toEqual([0, 0]);
});

test("a journal with a gap is refused, and no event is ever rewritten", async () => {
  const db = await openFresh();
  await write(db, 4);
  await expect(appendEvent(db, "run", 2, feedback(9), commit)).rejects.toThrow(/constraint/i);
  await db.events.delete(["run", 1]);
  await expect(loadJournal(db, "run")).rejects.toThrow("event 1 is missing");
});

const spec = sampleRun({ id: "run" }).engine;

/** So many events of a run that began, folded as they are stored. */
async function writeLong(db: StudioDatabase, count: number): Promise<RunState> {
  const events = Array.from({ length: count }, (_, seq) =>
    seq === 0 ? ({ type: "run-started", spec } as const) : feedback(seq),
  );
  await db.events.bulkAdd(events.map((event, seq) => ({ runId: "run", seq, at: seq, event })));
  await bindAllPages(db, "run");
  return foldJournal(events)!;
}

/** What a page hears of a journal until it holds so many events, and the reads that took. */
async function followed(db: StudioDatabase, until: number, statesOnly: boolean) {
  const heard: FoldedJournal[] = [];
  const reads = await rowsRead(
    db,
    () =>
      new Promise<void>((resolve, reject) => {
        const emit = (journal: FoldedJournal): void => {
          heard.push(journal);
          if (journal.state?.events === until && (statesOnly || journal.events.length === until))
            setTimeout(() => resolve(stop()));
        };
        const stop = followJournal(db, "run", { emit, fail: reject }, { statesOnly });
      }),
  );
  return { heard, reads };
}

test("what a long journal comes to is kept: it is shown before an event is read, and events after it are folded onto it", async () => {
  const db = await openFresh();
  const state = await writeLong(db, longJournal);
  await keepFold(db, { runId: "run", at: longJournal - 1 }, state);
  const compared = await followed(db, longJournal, true);
  expect(compared.heard.map(({ events }) => events.length)).toEqual([0]);
  expect(compared.heard[0]?.state).toEqual(state);
  // The last event it was folded from, to see that it is still the same.
  expect(compared.reads).toBe(1);
  await appendEvent(db, "run", longJournal, feedback(0), { ...commit, at: longJournal });
  const { heard } = await followed(db, longJournal + 1, false);
  expect(heard[0]).toMatchObject({ events: [], state: { events: longJournal } });
  expect(heard.at(-1)?.state?.feedback).toHaveLength(longJournal);
});

test("a fold of another engine, of other events or of a short journal is not taken", async () => {
  const db = await openFresh();
  const state = await writeLong(db, longJournal);
  await keepFold(db, { runId: "run", at: longJournal - 1 }, { ...state, events: 5 });
  expect(await db.journalFolds.count()).toBe(0);
  await keepFold(db, { runId: "run", at: 1 }, state);
  expect(await keptFold(db, "run")).toBeUndefined();
  await keepFold(db, { runId: "run", at: longJournal - 1 }, state);
  expect(await keptFold(db, "run")).toEqual(state);
  await db.journalFolds.update("run", { engine: "of last year" });
  expect(await keptFold(db, "run")).toBeUndefined();
});

test("a fold goes with its run", async () => {
  const db = await openFresh();
  const state = await writeLong(db, longJournal);
  await keepFold(db, { runId: "run", at: longJournal - 1 }, state);
  await removeRun(db, "run");
  expect(await db.journalFolds.count()).toBe(0);
  await keepFold(db, { runId: "run", at: longJournal - 1 }, state);
  await dropStrayFolds(db);
  expect(await db.journalFolds.count()).toBe(0);
});
