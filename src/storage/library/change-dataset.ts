import { exampleId } from "../../tasks/example-id.ts";
import {
  type DatasetChange,
  type DatasetDeed,
  redoNext,
  undoLast,
  withChange,
} from "../../tasks/splits/dataset-changes.ts";
import { rowsOf } from "../key-range.ts";
import type { ExampleRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/** Notes something a person did to rows of a data set. The rows themselves stay, for the runs that were made of them. */
export function changeDataset(
  db: StudioDatabase,
  datasetId: string,
  deed: DatasetDeed,
  now: number,
): Promise<void> {
  return rewrite(db, datasetId, (changes) => withChange(changes, { ...deed, at: now }));
}

export function undoDataset(db: StudioDatabase, datasetId: string): Promise<void> {
  return rewrite(db, datasetId, undoLast);
}

export function redoDataset(db: StudioDatabase, datasetId: string): Promise<void> {
  return rewrite(db, datasetId, redoNext);
}

/** What a person may put right in a row. */
export type RowTexts = Pick<ExampleRow, "inputs" | "expected">;

/** Other inputs or another right answer for a row: a new row that stands in its place from now on. Returns its id. */
export async function fixRow(
  db: StudioDatabase,
  row: ExampleRow,
  { inputs, expected }: RowTexts,
  now: number,
): Promise<string> {
  return db.transaction("rw", db.datasets, db.examples, async () => {
    const { datasetId } = row;
    // The reason was one for the row as it was before.
    const { reason: _, ...kept } = row;
    const last = await rowsOf(db.examples, "[datasetId+position]", datasetId).last();
    let id = "";
    for (let occurrence = 0; ; occurrence += 1) {
      id = exampleId(inputs, expected, occurrence);
      const isTaken = await db.examples.where("[datasetId+id]").equals([datasetId, id]).count();
      if (isTaken === 0) break;
    }
    await db.examples.add({ ...kept, id, inputs, expected, position: (last?.position ?? -1) + 1 });
    await rewrite(db, datasetId, (changes) =>
      withChange(changes, { kind: "fixed", from: row.id, to: id, at: now }),
    );
    return id;
  });
}

async function rewrite(
  db: StudioDatabase,
  datasetId: string,
  make: (changes: readonly DatasetChange[]) => readonly DatasetChange[],
): Promise<void> {
  await db.transaction("rw", db.datasets, async () => {
    const dataset = await db.datasets.get(datasetId);
    if (dataset === undefined) throw new Error("this data set is no longer kept here");
    await db.datasets.update(datasetId, { changes: make(dataset.changes ?? []) });
  });
}
