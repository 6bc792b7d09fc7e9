import "fake-indexeddb/auto";
import { createHash } from "node:crypto";

import type { BundleProgress } from "../../src/protocol/bundle-worker.ts";
import { makeJournalCheck } from "../../src/runs/check-journal.ts";
import { takeBundle } from "../../src/storage/bundle/take-bundle.ts";
import { writeBundle } from "../../src/storage/bundle/write-bundle.ts";
import { saveDataset } from "../../src/storage/library/datasets.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { saveTask } from "../../src/storage/library/tasks.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { freshName, openTab, untilStatus } from "./open-runs.ts";

export const plantedKey = "sk-planted-0123456789abcdef";
const tables = [
  "tasks",
  "datasets",
  "runs",
  "examples",
  "events",
  "rollouts",
  "trajectories",
  "reflections",
  "marks",
  "testOpenings",
] as const;

/** A library with a finished run, its task, a dataset, a mark, and a key where keys are kept. */
export async function filled(): Promise<StudioDatabase> {
  const { db, runs } = await openTab(freshName(), scriptedModels().load);
  const request = sampleRun({ id: "run", metricCalls: 60, sizes: { feedback: 9, pareto: 6, test: 4 } });
  await saveTask(db, request.task, 1);
  await requestRun(db, request, 1);
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const rows = Array.from({ length: 700 }, (_, index) => ({
    id: `r${index}`,
    inputs: { text: 'ä\u2028"' },
    expected: {},
  }));
  await saveDataset(
    db,
    { id: "d", name: "Rows", createdAt: 1, columns: ["text"], sourceName: "a.csv" },
    rows,
  );
  await db.marks.add({ id: "m", exampleId: "r1", thumb: "up", at: 2 });
  await db.secrets.add({
    origin: "https://api.test",
    algorithm: "argon2id+aes-gcm",
    salt: new Uint8Array(1),
    iv: new Uint8Array(1),
    sealed: new TextEncoder().encode(plantedKey),
    createdAt: 1,
  });
  await db.settings.add({ key: "endpoints", value: { note: plantedKey } });
  await db.modelCalls.add({
    at: 1,
    origin: "https://api.test",
    purpose: "other",
    bytesOut: 1,
    bytesIn: 1,
    status: 200,
  });
  return db;
}

export async function bundleOf(db: StudioDatabase): Promise<Blob> {
  const { bytes } = await writeBundle(db, {}, 1_800_000_000_000, () => undefined);
  return new Response(bytes).blob();
}

export const plain = async (file: Blob) =>
  new Response(file.stream().pipeThrough(new DecompressionStream("gzip"))).text();
export const packed = async (text: string) =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
let ids = 0;
export const take = (
  db: StudioDatabase,
  file: Blob,
  mode: "merge" | "replace" = "merge",
  marksCount = true,
  onProgress: (progress: BundleProgress) => void = () => undefined,
) => takeBundle(db, file, { mode, marksCount }, makeJournalCheck, () => String(ids++), onProgress);
/** One field of one kind of row, and what a forger writes there. */
export interface Forgery {
  readonly table: string;
  /** Its path, dotted. */
  readonly field: string;
  readonly value: unknown;
}

/** The bundle again after somebody changed the first row that has this field, and wrote a right checksum. */
export async function forged(file: Blob, forgery?: Forgery): Promise<Blob> {
  const lines = (await plain(file)).split("\n").slice(0, -2);
  let isDone = false;
  const changed = lines.map((line) => {
    const parsed = JSON.parse(line) as { readonly in?: string; readonly row?: object };
    if (!isDone && forgery !== undefined && parsed.row !== undefined && parsed.in === forgery.table)
      isDone = written(parsed.row, forgery.field.split("."), forgery.value);
    return `${JSON.stringify(parsed)}\n`;
  });
  return sealed(changed.join("").trimEnd());
}

/** Lines of a bundle, its header first, with the end a studio would write: their count and checksum. */
export async function sealed(lines: string): Promise<Blob> {
  const sha256 = createHash("sha256").update(`${lines}\n`).digest("hex");
  return packed(`${lines}\n${JSON.stringify({ end: true, rows: lines.split("\n").length - 1, sha256 })}\n`);
}

/** Writes where all but the last part of the path is there; false where it is not. */
function written(row: object, path: readonly string[], value: unknown): boolean {
  const [key = "", ...rest] = path;
  const fields = row as Record<string, unknown>;
  if (rest.length === 0) {
    if (key === "texts" && fields[key] === undefined) return false;
    fields[key] = value;
    return true;
  }
  const inner = fields[key];
  return typeof inner === "object" && inner !== null && written(inner, rest, value);
}

export const contents = async (db: StudioDatabase) =>
  Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table, await db.table(table).toArray()] as const)),
  );
