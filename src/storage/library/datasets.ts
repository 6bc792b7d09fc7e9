import { Dexie } from "dexie";

import type { Example } from "../../tasks/task-spec.ts";
import { whileImporting } from "../import-lock.ts";
import { rowsSince } from "../key-range.ts";
import type { DatasetRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { noteGone, noteGrowth } from "../sizes.ts";

/** Rows written per transaction: large enough to be quick, small enough to leave the database to others in between. */
const batchRows = 1000;

/**
 * Stores a dataset's rows as they arrive and its row last, so a dataset that is listed is complete. A failure
 * (a full disk, a reader that gives up) removes what was written and is thrown on; what a closed tab leaves is removed
 when the studio is opened next (`clearCutOffImports`).
 */
export function saveDataset(
  db: StudioDatabase,
  dataset: Omit<DatasetRow, "rowCount">,
  rows: Iterable<Example> | AsyncIterable<Example>,
): Promise<DatasetRow> {
  return whileImporting(db, () => storeRows(db, dataset, rows));
}

async function storeRows(
  db: StudioDatabase,
  dataset: Omit<DatasetRow, "rowCount">,
  rows: Iterable<Example> | AsyncIterable<Example>,
): Promise<DatasetRow> {
  let written = 0;
  let batch: Example[] = [];
  const flush = async () => {
    const from = written;
    const placed = batch.map((row, index) => ({ ...row, datasetId: dataset.id, position: from + index }));
    batch = [];
    await db.transaction("rw", db.examples, db.sizes, async () => {
      await db.examples.bulkPut(placed);
      await noteGrowth(db, "examples", placed);
    });
    written += placed.length;
  };
  try {
    for await (const row of rows) {
      batch.push(row);
      if (batch.length === batchRows) await flush();
    }
    if (batch.length > 0) await flush();
    const row: DatasetRow = { ...dataset, rowCount: written };
    await db.datasets.put(row);
    return row;
  } catch (error) {
    await db.transaction("rw", db.examples, db.sizes, async () => {
      await rowsSince(db.examples, "[datasetId+position]", dataset.id, 0).delete();
      await noteGone(db, dataset.id);
    });
    throw error;
  }
}

/** Adds rows at the end of a dataset (marks turned into rows, drafted rows). */
export async function appendToDataset(
  db: StudioDatabase,
  datasetId: string,
  rows: readonly Example[],
): Promise<void> {
  await db.transaction("rw", db.datasets, db.examples, db.sizes, async () => {
    const dataset = await db.datasets.get(datasetId);
    if (dataset === undefined) throw new Error(`no dataset ${datasetId}`);
    const last = await db.examples
      .where("[datasetId+position]")
      .between([datasetId, Dexie.minKey], [datasetId, Dexie.maxKey])
      .last();
    const from = (last?.position ?? -1) + 1;
    const placed = rows.map((row, index) => ({ ...row, datasetId, position: from + index }));
    await db.examples.bulkAdd(placed);
    await noteGrowth(db, "examples", placed);
    await db.datasets.update(datasetId, { rowCount: dataset.rowCount + rows.length });
  });
}
