import { liveQuery } from "dexie";

import { makeJournalCheck } from "../../../src/runs/check-journal.ts";
import { takeBundle } from "../../../src/storage/bundle/take-bundle.ts";
import { writeBundle } from "../../../src/storage/bundle/write-bundle.ts";
import { bindAllPages, pageEvents } from "../../../src/storage/journal-pages.ts";
import { requestRun } from "../../../src/storage/library/runs.ts";
import { openDatabase } from "../../../src/storage/open-database.ts";
import { eventsSince } from "../../../src/storage/read/events.ts";
import { findRollouts, rolloutCount } from "../../../src/storage/read/rollouts.ts";
import { readRun } from "../../../src/storage/read/runs.ts";
import type { StudioDatabase } from "../../../src/storage/schema.ts";
import { sampleRun } from "../../../tests/support/sample-run.ts";
import { benchRollout } from "./bench-rows.ts";
import { exportHeavy, fillHeavy, importHeavy } from "./heavy-bundle.ts";
import { stopLargeFile, takeLargeFile } from "./large-files.ts";

/** What the bench asks of this page; every number was measured here. */
export interface StorageBenchPage {
  append(group: number, count: number): Promise<{ readonly perSecond: number; readonly emissions: number }>;
  fill(rollouts: number): Promise<{ readonly seconds: number }>;
  open(): Promise<{ readonly ms: number; readonly rowsRead: number; readonly rollouts: number }>;
  bundle(): Promise<{
    readonly plainMegabytes: number;
    readonly packedMegabytes: number;
    readonly writeSeconds: number;
    readonly takeSeconds: number;
  }>;
  fillHeavy(megabytes: number): Promise<void>;
  exportHeavy(): ReturnType<typeof exportHeavy>;
  importHeavy(): ReturnType<typeof importHeavy>;
  takeLargeFile: typeof takeLargeFile;
  stopLargeFile: typeof stopLargeFile;
}

declare global {
  var storageBench: StorageBenchPage;
}

async function openOrThrow(name: string): Promise<StudioDatabase> {
  const outcome = await openDatabase(name);
  if (outcome.kind !== "open") throw new Error(outcome.message);
  return outcome.db;
}

const name = "gepa-studio:bench";
const db = await openOrThrow(name);
await requestRun(db, sampleRun({ id: "run" }), 1);
/** Rollouts a page of the list shows. */
const shown = 60;
let filled = 0;

globalThis.storageBench = {
  fillHeavy,
  exportHeavy,
  importHeavy,
  takeLargeFile,
  stopLargeFile,
  async append(group, count) {
    let emissions = 0;
    const watching = liveQuery(() => findRollouts(db, "run", {}, { offset: 0, limit: shown })).subscribe(
      () => {
        emissions += 1;
      },
    );
    const worker = new Worker(new URL("./append.worker.ts", import.meta.url), { type: "module" });
    const ms = await new Promise<number>((resolve) => {
      worker.addEventListener("message", ({ data }: MessageEvent<number>) => resolve(data));
      worker.postMessage({ name, from: filled, count, group });
    });
    filled += count;
    worker.terminate();
    watching.unsubscribe();
    return { perSecond: (count / ms) * 1000, emissions };
  },
  async fill(rollouts) {
    const began = performance.now();
    for (; filled < rollouts; filled += 2000) {
      const rows = Array.from({ length: 2000 }, (_, index) => benchRollout(filled + index));
      await db.transaction("rw", db.rollouts, db.trajectories, async () => {
        await db.rollouts.bulkAdd(rows.map((row) => row.rollout));
        await db.trajectories.bulkAdd(rows.map((row) => row.trajectory));
      });
    }
    const seconds = (performance.now() - began) / 1000;
    // A journal of a length that fits: an event for every ten rollouts.
    const spec = sampleRun({ id: "run" }).engine;
    await db.events.bulkPut(
      Array.from({ length: rollouts / 10 }, (_, seq) => ({
        runId: "run",
        seq,
        at: seq,
        event:
          seq === 0
            ? ({ type: "run-started", spec } as const)
            : ({ type: "budget-raised", metricCalls: seq } as const),
      })),
    );
    await bindAllPages(db, "run");
    return { seconds };
  },
  async open() {
    const began = performance.now();
    const fresh = await openOrThrow(name);
    const run = await readRun(fresh, "run");
    const events = await eventsSince(fresh, "run", 0);
    const pages = Math.floor(events.length / pageEvents);
    const rows = await findRollouts(fresh, "run", {}, { offset: 0, limit: shown });
    const rollouts = await rolloutCount(fresh, "run");
    const ms = performance.now() - began;
    fresh.close();
    return {
      ms,
      rowsRead: (run === undefined ? 0 : 1) + pages + (events.length % pageEvents) + rows.length,
      rollouts,
    };
  },
  async bundle() {
    const began = performance.now();
    const { bytes } = await writeBundle(db, {}, 1, () => undefined);
    const file = await new Response(bytes).blob();
    const written = performance.now();
    let plain = 0;
    const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) plain += next.value.length;
    const other = await openOrThrow(`${name}:taken`);
    const taking = performance.now();
    const outcome = await takeBundle(
      other,
      file,
      { mode: "merge", marksCount: false },
      makeJournalCheck,
      () => "x",
      () => undefined,
    );
    if (outcome.kind !== "imported") throw new Error(outcome.message);
    return {
      plainMegabytes: plain / 1e6,
      packedMegabytes: file.size / 1e6,
      writeSeconds: (written - began) / 1000,
      takeSeconds: (performance.now() - taking) / 1000,
    };
  },
};
