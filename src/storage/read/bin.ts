import type { Binned } from "../library/bin.ts";
import type { StudioDatabase } from "../schema.ts";

export type BinEntry = Binned & { readonly name: string; readonly deletedAt: number };

/** What is in the bin, newest first. */
export async function listBin(db: StudioDatabase): Promise<BinEntry[]> {
  const tasks = await db.tasks.filter((row) => row.deletedAt !== undefined).toArray();
  const datasets = await db.datasets.filter((row) => row.deletedAt !== undefined).toArray();
  const runs = await db.runs.filter((row) => row.deletedAt !== undefined).toArray();
  const entry =
    (kind: Binned["kind"]) =>
    (row: { id: string; name: string; deletedAt?: number }): BinEntry => ({
      kind,
      id: row.id,
      name: row.name,
      deletedAt: row.deletedAt ?? 0,
    });
  const all = [...tasks.map(entry("task")), ...datasets.map(entry("dataset")), ...runs.map(entry("run"))];
  return all.sort((a, b) => b.deletedAt - a.deletedAt);
}
