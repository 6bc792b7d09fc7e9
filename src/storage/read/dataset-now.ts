import { type DatasetChange, datasetNow, replacements } from "../../tasks/splits/dataset-changes.ts";
import type { ExampleRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";
import { readDataset, readExamples } from "./library.ts";

interface DatasetRows {
  /** As they came: what is divided, so that a change to one row moves no other. */
  readonly came: readonly ExampleRow[];
  /** As they are now: fixed, and without those left out. */
  readonly now: readonly ExampleRow[];
  readonly changes: readonly DatasetChange[];
}

/** All rows of a data set, as they came and as people left them. */
export async function datasetRows(db: StudioDatabase, datasetId: string): Promise<DatasetRows> {
  const changes = (await readDataset(db, datasetId))?.changes ?? [];
  const all = await readExamples(db, datasetId);
  const replaced = replacements(changes);
  const came = all.filter(({ id }) => !replaced.has(id));
  const { newest, isOut } = datasetNow(changes);
  const byId = new Map(all.map((row) => [row.id, row]));
  const now = came.flatMap(({ id }) => (isOut(newest(id)) ? [] : (byId.get(newest(id)) ?? [])));
  return { came, now, changes };
}
