import { proxy } from "comlink";

import { bindAllPages } from "../../../src/storage/journal-pages.ts";
import { requestRun } from "../../../src/storage/library/runs.ts";
import { openDatabase } from "../../../src/storage/open-database.ts";
import { sampleRun } from "../../../tests/support/sample-run.ts";
import { benchRollout } from "./bench-rows.ts";
import { startBundleWorker } from "./bundle-worker.ts";

/** Characters of text in each trace; random, so that hardly any of it packs away. */
const traceCharacters = 64_000;
const rowsAtOnce = 50;

const fromName = "gepa-studio:bench-heavy";
const toName = "gepa-studio:bench-heavy-taken";
const quietProxy = () => proxy(async (): Promise<void> => undefined);

/** Letters that hold nearly as many bits as they take bytes. */
function noise(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(traceCharacters / 2));
  const more = crypto.getRandomValues(new Uint8Array(traceCharacters / 2));
  let text = "";
  for (const part of [bytes, more]) for (const byte of part) text += String.fromCharCode(35 + (byte % 91));
  return text;
}

/** A run with about so many megabytes of traces, in a database of its own. */
export async function fillHeavy(megabytes: number): Promise<void> {
  const opened = await openDatabase(fromName);
  if (opened.kind !== "open") throw new Error(opened.message);
  const { db } = opened;
  const spec = sampleRun({ id: "run" });
  await requestRun(db, spec, 1);
  const count = Math.ceil((megabytes * 1e6) / traceCharacters);
  for (let at = 0; at < count; at += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, count - at) }, (_, i) => benchRollout(at + i));
    await db.transaction("rw", db.rollouts, db.trajectories, async () => {
      await db.rollouts.bulkAdd(rows.map((row) => row.rollout));
      await db.trajectories.bulkAdd(
        rows.map(({ trajectory }) => ({
          ...trajectory,
          trajectory: trajectory.trajectory.map((step) => ({ ...step, completion: noise() })),
        })),
      );
    });
  }
  await db.events.put({ runId: "run", seq: 0, at: 0, event: { type: "run-started", spec: spec.engine } });
  await bindAllPages(db, "run");
  db.close();
}

let bundle: File | undefined;

/** Made by the app's own worker, onto the disk. */
export async function exportHeavy(): Promise<{ readonly bytes: number; readonly seconds: number }> {
  const { api, end } = startBundleWorker(fromName);
  const began = performance.now();
  const made = await api.exportBundle({}, quietProxy());
  const seconds = (performance.now() - began) / 1000;
  end();
  if (made.kind === "refused") throw new Error(made.message);
  bundle = made.file as File;
  return { bytes: bundle.size, seconds };
}

/** Taken in by the app's own worker, into an empty database. */
export async function importHeavy(): Promise<{ readonly seconds: number }> {
  if (bundle === undefined) throw new Error("there is no bundle yet");
  const { api, end } = startBundleWorker(toName);
  const began = performance.now();
  const taken = await api.importBundle(bundle, { mode: "merge", marksCount: false }, quietProxy());
  const seconds = (performance.now() - began) / 1000;
  end();
  if (taken.kind === "refused") throw new Error(taken.message);
  return { seconds };
}
