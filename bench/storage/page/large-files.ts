import { proxy } from "comlink";
import { createSHA256 } from "hash-wasm";

import type { BundleProgress } from "../../../src/protocol/bundle-worker.ts";
import { bundleFormat } from "../../../src/storage/bundle/bundle-format.ts";
import { openDatabase } from "../../../src/storage/open-database.ts";
import { clearStoppedImport } from "../../../src/storage/ownerless-rows.ts";
import { startBundleWorker } from "./bundle-worker.ts";

/** What a bundle of many rows takes to be looked at and taken in. */
export interface TakenFile {
  readonly megabytes: number;
  readonly previewSeconds: number;
  readonly takeSeconds: number;
  /** Messages of how far it is, over both. */
  readonly told: number;
  /** The longest time without one. */
  readonly silentSeconds: number;
}

/** What came of pressing Stop in the middle. */
export interface StoppedFile {
  readonly rowsStored: number;
  readonly clearSeconds: number;
  readonly rowsLeft: number;
}

const linesAtOnce = 5000;

/** A data set of so many rows, and so many marks on them, as a bundle. */
async function makeFile(rows: number, marks: number): Promise<Blob> {
  const hash = await createSHA256();
  const encoder = new TextEncoder();
  const dataset = { id: "d", name: "Rows", createdAt: 1, columns: ["text", "label"], sourceName: "a.csv" };
  const inLine = (table: string, row: object) => JSON.stringify({ in: table, row });
  const heads = [
    JSON.stringify({ bundle: "gepa-studio", format: bundleFormat, createdAt: 1 }),
    inLine("datasets", { ...dataset, rowCount: rows }),
  ];
  const mark = (at: number) =>
    inLine("marks", { id: `m${at}`, exampleId: `r${at % rows}`, thumb: "down", text: `No ${at}`, at });
  const example = (at: number) =>
    inLine("examples", {
      datasetId: "d",
      position: at,
      id: `r${at}`,
      inputs: { text: `Where is my refund, order ${at}?` },
      expected: { label: "BILLING" },
    });
  const parts = [
    { count: heads.length, line: (at: number) => heads[at] ?? "" },
    { count: marks, line: mark },
    { count: rows, line: example },
  ];
  function* chunks(): Generator<Uint8Array<ArrayBuffer>> {
    for (const { count, line } of parts)
      for (let from = 0; from < count; from += linesAtOnce) {
        const lines = Array.from({ length: Math.min(linesAtOnce, count - from) }, (_, i) => line(from + i));
        const bytes = encoder.encode(`${lines.join("\n")}\n`);
        hash.update(bytes);
        yield bytes;
      }
    const end = { end: true, rows: rows + marks + 1, sha256: hash.digest("hex") };
    yield encoder.encode(`${JSON.stringify(end)}\n`);
  }
  const made = chunks();
  const plain = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const next = made.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
  });
  return new Response(plain.pipeThrough(new CompressionStream("gzip"))).blob();
}

/** Hears how far the worker is, and how long it says nothing. */
function makeEar() {
  let told = 0;
  let last = performance.now();
  let silent = 0;
  const hear = (): void => {
    const now = performance.now();
    silent = Math.max(silent, now - last);
    last = now;
  };
  const listener = proxy(async (): Promise<void> => {
    told += 1;
    hear();
  });
  return {
    listener,
    found() {
      hear();
      return { told, silentSeconds: silent / 1000 };
    },
  };
}

export async function takeLargeFile(rows: number, marks: number): Promise<TakenFile> {
  const file = await makeFile(rows, marks);
  const { api, end } = startBundleWorker(`gepa-studio:bench-file-${rows}-${marks}`);
  const ear = makeEar();
  const began = performance.now();
  const preview = await api.preview(file, ear.listener);
  if (preview.kind === "refused") throw new Error(preview.message);
  const looked = performance.now();
  const taken = await api.importBundle(file, { mode: "merge", marksCount: false }, ear.listener);
  if (taken.kind === "refused") throw new Error(taken.message);
  const done = performance.now();
  end();
  return {
    megabytes: file.size / 1e6,
    previewSeconds: (looked - began) / 1000,
    takeSeconds: (done - looked) / 1000,
    ...ear.found(),
  };
}

/** Takes the same in and ends its worker, as Stop does, when it has stored a quarter of the rows. */
export async function stopLargeFile(rows: number): Promise<StoppedFile> {
  const file = await makeFile(rows, 0);
  const name = `gepa-studio:bench-stopped-${rows}`;
  const { api, end } = startBundleWorker(name);
  const isQuarterStored = new Promise<void>((resolve) => {
    const listener = proxy(async ({ share = 0 }: BundleProgress): Promise<void> => {
      if (share > 0.325) resolve();
    });
    void api.importBundle(file, { mode: "merge", marksCount: false }, listener);
  });
  await isQuarterStored;
  end();
  const opened = await openDatabase(name);
  if (opened.kind !== "open") throw new Error(opened.message);
  const began = performance.now();
  const rowsStored = await clearStoppedImport(opened.db);
  const clearSeconds = (performance.now() - began) / 1000;
  const rowsLeft = await opened.db.examples.count();
  opened.db.close();
  return { rowsStored, clearSeconds, rowsLeft };
}
