import "fake-indexeddb/auto";
import { expect, test } from "vitest";

import { foldJournal, type JournalEvent } from "../../src/engine/index.ts";
import { followCompared } from "../../src/platform/follow-compared.ts";
import { keepFold, longJournal } from "../../src/storage/journal-folds.ts";
import { appendEvent } from "../../src/storage/journal.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { sampleRun } from "../support/sample-run.ts";
import { openFresh } from "./open-storage.ts";

const commit = { summary: { metricCalls: 0, reflectionCalls: 0, iterations: 0 }, at: 1, activeSeconds: 0 };

/** A run that began, with so many events; with none it waits its turn. */
async function addRun(db: StudioDatabase, id: string, count: number): Promise<readonly JournalEvent[]> {
  const request = sampleRun({ id });
  await requestRun(db, request, 1);
  const events = Array.from({ length: count }, (_, seq): JournalEvent =>
    seq === 0
      ? { type: "run-started", spec: request.engine }
      : { type: "feedback-added", example: seq, text: "" },
  );
  await db.events.bulkAdd(events.map((event, seq) => ({ runId: id, seq, at: seq, event })));
  return events;
}

/** What a comparison hears, as words: what it is shown, how far the reading is, and what fails. */
function hear(db: StudioDatabase, ids: readonly string[]) {
  const heard: (readonly string[] | number | undefined)[] = [];
  const failed: unknown[] = [];
  const stop = followCompared(db, ids, {
    emit: (runs) => void heard.push(runs.map(({ run, state }) => `${run.id} ${state.events}`)),
    progress: (share) => void heard.push(share),
    fail: (problem) => void failed.push(problem),
  });
  return { shown: () => heard.filter((one) => typeof one === "object"), heard, failed, stop };
}

test("compared runs are shown once, when all of them are read, and then as they grow", async () => {
  const db = await openFresh();
  const events = await addRun(db, "kept", longJournal);
  await keepFold(db, { runId: "kept", at: longJournal - 1 }, foldJournal(events)!);
  await addRun(db, "short", 3);
  await addRun(db, "waiting", 0);
  const { shown, heard, failed, stop } = hear(db, ["short", "waiting", "gone", "kept"]);
  await expect.poll(shown).toEqual([["short 3", `kept ${longJournal}`]]);
  // Being read is said from the beginning, so that nothing else is said of them; the end of it comes with the picture.
  expect(heard[0]).toBe(0);
  expect(heard.slice(0, -2)).not.toContain(undefined);
  expect(heard.at(-2)).toBeUndefined();
  await appendEvent(db, "waiting", 0, { type: "run-started", spec: sampleRun({ id: "x" }).engine }, commit);
  await expect.poll(() => shown().at(-1)).toEqual(["short 3", "waiting 1", `kept ${longJournal}`]);
  expect(failed).toEqual([]);
  stop();
});

test("a run whose journal cannot be read does not keep the others from being shown", async () => {
  const db = await openFresh();
  await addRun(db, "whole", 3);
  await addRun(db, "damaged", 3);
  await db.events.update(["damaged", 0], { event: { type: "run-started" } as never });
  const { shown, failed, stop } = hear(db, ["damaged", "whole"]);
  await expect.poll(shown).toEqual([["whole 3"]]);
  expect(failed).toHaveLength(1);
  stop();
});
