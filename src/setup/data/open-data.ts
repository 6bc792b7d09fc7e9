import { rowsSince } from "../../storage/key-range.ts";
import type { ExampleRow } from "../../storage/rows.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import type { Example, Splits, TaskSource } from "../../tasks/task-spec.ts";
import type { ScannedRow } from "../../views/data/row-index.ts";

/** Rows read at a time: a data set never stands in memory whole. */
const pageRows = 2_000;
/** As much of a right answer as tells it from others. */
const shownLabel = 80;

/** A row with its place among the others. */
type Placed = Example & { readonly position: number };

/** A task's rows by their position, read a page at a time. */
export interface DataRows {
  /** Undefined where the studio wrote the rows: those are not changed. */
  readonly datasetId: string | undefined;
  /** The generator's own splits. */
  readonly splits: Splits | undefined;
  /** Hands over all rows from a position on, page by page, for as long as it is told to go on. */
  readonly each: (from: number, take: (rows: readonly Placed[]) => boolean) => Promise<void>;
  readonly read: (positions: readonly number[]) => Promise<readonly (Placed | undefined)[]>;
}

export async function openData(db: StudioDatabase, source: TaskSource): Promise<DataRows> {
  if (source.kind === "dataset") return storedRows(db, source.datasetId);
  const { generatedRows, splitIds } = await import("../../tasks/generated-rows.ts");
  const made = generatedRows(source);
  const all = [...made.feedback, ...made.pareto, ...made.test];
  // A task of few problems learns from and judges by the same ones.
  const rows = [...new Map(all.map((row) => [row.id, row])).values()].map((row, position) => ({
    ...row,
    position,
  }));
  return {
    datasetId: undefined,
    splits: splitIds(made),
    each: async (from, take) => void take(rows.slice(from)),
    read: async (positions) => positions.map((position) => rows[position]),
  };
}

function storedRows(db: StudioDatabase, datasetId: string): DataRows {
  const page = (from: number): Promise<ExampleRow[]> =>
    rowsSince(db.examples, "[datasetId+position]", datasetId, from).limit(pageRows).toArray();
  return {
    datasetId,
    splits: undefined,
    each: async (from, take) => {
      for (let next = from; ;) {
        const rows = await page(next);
        const last = rows.at(-1);
        if (last === undefined || !take(rows) || rows.length < pageRows) return;
        next = last.position + 1;
      }
    },
    read: (positions) =>
      db.examples.bulkGet(positions.map((position): [string, number] => [datasetId, position])),
  };
}

/** What of each row is kept in memory, from a position on; `column` is the one of the right answer. */
export async function scanRows(
  rows: DataRows,
  column: string | undefined,
  from: number,
  tell: (scanned: readonly ScannedRow[]) => boolean,
): Promise<readonly ScannedRow[]> {
  const scanned: ScannedRow[] = [];
  await rows.each(from, (some) => {
    for (const row of some) scanned.push(scan(row, column));
    return tell(scanned);
  });
  return scanned;
}

function scan({ id, position, inputs, expected, drafted }: Placed, column: string | undefined): ScannedRow {
  const right = column === undefined ? Object.values(expected)[0] : expected[column];
  return {
    id,
    position,
    label: (right ?? "").trim().slice(0, shownLabel),
    length: Object.values(inputs).reduce((sum, text) => sum + text.length, 0),
    drafted: drafted !== undefined,
  };
}

/** Positions of the rows that hold all words of a search, in any field; undefined where it was given up. */
export async function searchRows(
  rows: DataRows,
  text: string,
  isStopped: () => boolean,
): Promise<ReadonlySet<number> | undefined> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = new Set<number>();
  await rows.each(0, (some) => {
    for (const { inputs, expected, position } of some) {
      const all = [...Object.values(inputs), ...Object.values(expected)].join("\n").toLowerCase();
      if (words.every((word) => all.includes(word))) found.add(position);
    }
    return !isStopped();
  });
  return isStopped() ? undefined : found;
}
