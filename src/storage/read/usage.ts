import type { Table } from "dexie";

import { weightCaches } from "../../models/kinds/model-kinds.ts";
import { groupBy } from "../../shared/group-by.ts";
import { modelFolders } from "../database-name.ts";
import type { StudioDatabase } from "../schema.ts";
import { sizeOf } from "../sizes.ts";
import type { MeasuredTable } from "../unmeasured.ts";

/** What takes up room, by kind. Bytes are those of the rows as JSON, except where `exact`. */
export interface UsageLine {
  readonly kind: "runs" | "traces" | "datasets" | "tasks" | "ledger" | "weights" | "files";
  readonly bytes: number;
  readonly rows: number;
  readonly exact: boolean;
}

/** Rows looked at of a small table to estimate its size. */
const sampleRows = 40;

interface Part {
  readonly rows: number;
  readonly bytes: number;
}

/** A table of few or short rows: counted, its size estimated from its first rows. */
async function estimateTable(table: Table): Promise<Part> {
  const [rows, sample] = await Promise.all([table.count(), table.limit(sampleRows).toArray()]);
  const bytes = sample.reduce<number>((sum, row) => sum + sizeOf(row as object), 0);
  return { rows, bytes: sample.length === 0 ? 0 : Math.round((bytes / sample.length) * rows) };
}

function joined(kind: UsageLine["kind"], parts: readonly Part[]): UsageLine {
  const total = (pick: keyof Part) => parts.reduce((sum, part) => sum + part[pick], 0);
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

/**
 * Usage by kind, largest first: what the storage page lists and offers to delete. What grows with the answers is not
 * counted but known from when it was written.
 */
export async function readUsage(
  db: StudioDatabase,
  cacheNames: readonly string[] = weightCaches,
): Promise<UsageLine[]> {
  const kept = groupBy(await db.sizes.toArray(), ({ table }) => table);
  const measured = (...tables: readonly MeasuredTable[]) => tables.flatMap((table) => kept.get(table) ?? []);
  const estimated = (...tables: readonly Table[]) => Promise.all(tables.map(estimateTable));
  const calls = await db.ledgerSums.toArray();
  const runs = await estimated(db.runs, db.answeredSteps, db.steering, db.testOpenings);
  const ledger = calls.map(({ requests, blocked, size }) => ({ rows: requests + blocked, bytes: size }));
  const lines = [
    joined("runs", [...runs, ...measured("events", "journalPages", "rollouts", "reflections")]),
    joined("traces", measured("trajectories")),
    joined("datasets", [...(await estimated(db.datasets)), ...measured("examples")]),
    joined("tasks", await estimated(db.tasks, db.marks, db.settings)),
    joined("ledger", ledger),
    await weightBytes(cacheNames),
    await fileBytes(db),
  ];
  return lines.sort((a, b) => b.bytes - a.bytes);
}
