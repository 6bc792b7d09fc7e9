import { modelFolders } from "../database-name.ts";
import type { StudioDatabase } from "../schema.ts";

/** What takes up room, by kind. Bytes are estimates from sampled rows, except where `exact`. */
export interface UsageLine {
  readonly kind: "runs" | "traces" | "datasets" | "tasks" | "ledger" | "weights" | "files";
  readonly bytes: number;
  readonly rows: number;
  readonly exact: boolean;
}

/** The two things asked of a table here, whatever its rows are. */
interface CountedTable {
  count(): PromiseLike<number>;
  offset(rows: number): { first(): PromiseLike<unknown> };
}

/** Rows looked at per table to estimate its size. */
const sampleRows = 40;

async function estimateTable(table: CountedTable): Promise<{ rows: number; bytes: number }> {
  const rows = await table.count();
  if (rows === 0) return { rows, bytes: 0 };
  const step = Math.max(1, Math.floor(rows / sampleRows));
  let sampled = 0;
  let bytes = 0;
  for (let offset = 0; offset < rows && sampled < sampleRows; offset += step) {
    const row = await table.offset(offset).first();
    bytes += JSON.stringify(row)?.length ?? 0;
    sampled += 1;
  }
  return { rows, bytes: Math.round((bytes / sampled) * rows) };
}

async function sumTables(kind: UsageLine["kind"], tables: readonly CountedTable[]): Promise<UsageLine> {
  const parts = await Promise.all(tables.map((table) => estimateTable(table)));
  const total = (pick: "rows" | "bytes") => parts.reduce((sum, part) => sum + part[pick], 0);
  return { kind, rows: total("rows"), bytes: total("bytes"), exact: false };
}

/** Bytes of every response in the caches that hold model weights. */
async function weightBytes(cacheNames: readonly string[]): Promise<UsageLine> {
  let bytes = 0;
  let rows = 0;
  const names = typeof caches === "undefined" ? [] : await caches.keys();
  for (const name of names.filter((each) => cacheNames.includes(each))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const length = (await cache.match(request))?.headers.get("content-length");
      bytes += Number(length ?? 0);
      rows += 1;
    }
  }
  return { kind: "weights", bytes, rows, exact: true };
}

/** Model files from disk: in the origin's private file system, or in caches where there is none. */
async function fileBytes(db: StudioDatabase): Promise<UsageLine> {
  let bytes = 0;
  let rows = 0;
  if (typeof navigator === "undefined") return { kind: "files", bytes, rows, exact: true };
  if (typeof navigator.storage?.getDirectory !== "function") {
    const kept = await weightBytes(modelFolders(db.name.replace(/^gepa-studio:/, "")));
    return { ...kept, kind: "files" };
  }
  const visit = async (folder: FileSystemDirectoryHandle): Promise<void> => {
    for await (const entry of (folder as unknown as { values(): AsyncIterable<FileSystemHandle> }).values()) {
      if (entry.kind === "directory") await visit(entry as FileSystemDirectoryHandle);
      else {
        bytes += (await (entry as FileSystemFileHandle).getFile()).size;
        rows += 1;
      }
    }
  };
  await visit(await navigator.storage.getDirectory());
  return { kind: "files", bytes, rows, exact: true };
}

/** Usage by kind, largest first: what the storage page lists and offers to delete. */
export async function readUsage(
  db: StudioDatabase,
  weightCaches: readonly string[] = ["webllm/model", "webllm/config", "webllm/wasm"],
): Promise<UsageLine[]> {
  const lines = await Promise.all([
    sumTables("runs", [
      db.runs,
      db.events,
      db.journalPages,
      db.rollouts,
      db.reflections,
      db.answeredSteps,
      db.steering,
      db.testOpenings,
    ]),
    sumTables("traces", [db.trajectories]),
    sumTables("datasets", [db.datasets, db.examples]),
    sumTables("tasks", [db.tasks, db.marks, db.settings, db.artifacts]),
    sumTables("ledger", [db.modelCalls]),
    weightBytes(weightCaches),
    fileBytes(db),
  ]);
  return lines.sort((a, b) => b.bytes - a.bytes);
}
