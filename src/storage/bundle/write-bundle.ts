import { Dexie, type Table } from "dexie";
import { createSHA256 } from "hash-wasm";

import type { BundleProgress, BundleSelection } from "../../protocol/bundle-worker.ts";
import type { StudioDatabase } from "../schema.ts";
import {
  type BundleEnd,
  bundleFormat,
  type BundleHeader,
  bundleLimits,
  type BundleTable,
  limitsInWords,
} from "./bundle-format.ts";
import { BadBundle } from "./read-bundle.ts";

/** Rows read at a time, at most, and how many characters of them: the whole bundle never stands in memory. */
const mostPageRows = 1000;
const pageCharacters = 1024 * 1024;

type AnyTable = Table<Record<string, unknown>, unknown>;

/** Rows of one owner in key order as text, a page at a time; fewer rows a page where they are long. */
async function* pagesOf(
  table: AnyTable,
  index: string,
  owner: string,
  asLine: (row: Record<string, unknown>) => string,
): AsyncGenerator<string> {
  const second = index.slice(index.indexOf("+") + 1, -1);
  let after: unknown = Dexie.minKey;
  let pageRows = 1;
  for (;;) {
    const rows = await table
      .where(index)
      .between([owner, after], [owner, Dexie.maxKey], false, true)
      .limit(pageRows)
      .toArray();
    const text = rows.map(asLine).join("");
    if (rows.length > 0) yield text;
    if (rows.length < pageRows) return;
    after = rows.at(-1)?.[second];
    const fitting = Math.floor((pageCharacters * rows.length) / text.length);
    // Growing by steps, so that one short row before long ones does not ask for two hundred of those.
    pageRows = Math.min(mostPageRows, 4 * rows.length, Math.max(1, fitting));
  }
}

/** What a selection comes to: runs, their tasks, and the datasets either uses. */
async function chosen(db: StudioDatabase, { runIds, taskIds }: BundleSelection) {
  const isAll = runIds === undefined && taskIds === undefined;
  const runs = (await db.runs.orderBy("number").toArray()).filter(
    (run) => run.deletedAt === undefined && (isAll || (runIds ?? []).includes(run.check?.of ?? run.id)),
  );
  const wanted = new Set([...(taskIds ?? []), ...runs.map((run) => run.taskId)]);
  const tasks = (await db.tasks.toArray()).filter(
    (task) => task.deletedAt === undefined && (isAll || wanted.has(task.id)),
  );
  const used = new Set(
    [...tasks.map((task) => task.spec), ...runs.map((run) => run.task)].flatMap(({ source, documents }) => [
      ...(source.kind === "dataset" ? [source.datasetId] : []),
      ...(documents?.kind === "dataset" ? [documents.datasetId] : []),
    ]),
  );
  const datasets = (await db.datasets.toArray()).filter(
    (dataset) => used.has(dataset.id) || (isAll && dataset.deletedAt === undefined),
  );
  return { runs, tasks, datasets, isAll };
}

/** About how many rows that will be: what is kept of the chosen runs and data sets. */
async function rowsToWrite(db: StudioDatabase, selection: BundleSelection): Promise<number> {
  const { runs, datasets } = await chosen(db, selection);
  const owners = new Set([...runs, ...datasets].map(({ id }) => id));
  return (await db.sizes.toArray())
    .filter(({ owner, table }) => owners.has(owner) && table !== "journalPages")
    .reduce((sum, { rows }) => sum + rows, 0);
}

/** The lines of a bundle, without the end line. */
async function* linesOf(
  db: StudioDatabase,
  selection: BundleSelection,
  now: number,
  onRow: () => void,
): AsyncGenerator<string> {
  const { runs, tasks, datasets, isAll } = await chosen(db, selection);
  const line = (table: BundleTable, row: object) => {
    onRow();
    const text = `${JSON.stringify({ in: table, row })}\n`;
    if (text.length > bundleLimits.line)
      throw new BadBundle(`${limitsInWords}; one here (${table}) is longer. Nothing was saved.`);
    return text;
  };
  const header: BundleHeader = { bundle: "gepa-studio", format: bundleFormat, createdAt: now };
  yield `${JSON.stringify(header)}\n`;
  for (const row of tasks) yield line("tasks", row);
  for (const row of datasets) yield line("datasets", row);
  for (const row of runs) yield line("runs", row);
  const runIds = new Set(runs.map((run) => run.id));
  const marks = await db.marks.toArray();
  for (const mark of marks)
    if (isAll || (mark.runId !== undefined && runIds.has(mark.runId))) yield line("marks", mark);
  for (const look of await db.testOpenings.toArray())
    if (isAll || runIds.has(look.runId)) yield line("testOpenings", look);
  for (const { id } of datasets) yield* owned("examples", "[datasetId+position]", id);
  for (const { id } of runs) {
    yield* owned("events", "[runId+seq]", id);
    yield* owned("rollouts", "[runId+callIndex]", id);
    yield* owned("trajectories", "[runId+callIndex]", id);
    yield* owned("reflections", "[runId+callIndex]", id);
  }

  function owned(table: BundleTable, index: string, owner: string): AsyncGenerator<string> {
    return pagesOf(db[table] as unknown as AnyTable, index, owner, (row) => line(table, row));
  }
}

/** The bundle as compressed bytes, made as they are read. */
export async function writeBundle(
  db: StudioDatabase,
  selection: BundleSelection,
  now: number,
  onProgress: (progress: BundleProgress) => void,
): Promise<{ readonly bytes: ReadableStream<Uint8Array<ArrayBuffer>>; readonly rows: () => number }> {
  const hash = await createSHA256();
  const encoder = new TextEncoder();
  let rows = 0;
  const total = await rowsToWrite(db, selection);
  const lines = linesOf(db, selection, now, () => {
    rows += 1;
    if (rows > bundleLimits.rows)
      throw new BadBundle(`${limitsInWords}; here are more. Save single runs instead.`);
  });
  const plain = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await lines.next();
      if (next.done === true) {
        const end: BundleEnd = { end: true, rows, sha256: hash.digest("hex") };
        controller.enqueue(encoder.encode(`${JSON.stringify(end)}\n`));
        controller.close();
        return;
      }
      const bytes = encoder.encode(next.value);
      hash.update(bytes);
      controller.enqueue(bytes);
      onProgress({ rows, share: Math.min(1, rows / Math.max(1, total)) });
    },
    cancel: () => void lines.return(undefined),
  });
  const bytes = plain.pipeThrough(
    new CompressionStream("gzip") as unknown as ReadableWritablePair<
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>
    >,
  );
  return { bytes, rows: () => rows };
}
