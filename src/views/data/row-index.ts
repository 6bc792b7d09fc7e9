import {
  type DatasetChange,
  datasetNow,
  replacements,
  type SplitName,
} from "../../tasks/splits/dataset-changes.ts";
import type { Splits } from "../../tasks/task-spec.ts";

/** What is kept in memory of every row of a data set: enough to filter, sort and count, the row itself is read when shown. */
export interface ScannedRow {
  readonly id: string;
  /** Where it lies in the data set. */
  readonly position: number;
  /** Its right answer, shortened; empty where it has none. */
  readonly label: string;
  /** Letters of its inputs. */
  readonly length: number;
  readonly drafted: boolean;
}

/** A row as it is now: after fixes, in its split, left out or not. */
export interface IndexedRow extends ScannedRow {
  /** Its number in the file, from 1, also after it was fixed. */
  readonly number: number;
  /** Undefined where no run has divided it and nobody moved it. */
  readonly split: SplitName | undefined;
  readonly isOut: boolean;
  /** Fixed, moved or left out since `since`. */
  readonly isChanged: boolean;
}

/** The splits of a run, and when it froze them: changes up to then are in them already. */
interface KnownSplits {
  readonly splits: Splits;
  readonly since: number;
}

/** Every row once, in the order of the file; a fixed row stands where the row it replaces stood. */
export function indexRows(
  scanned: readonly ScannedRow[],
  changes: readonly DatasetChange[],
  known: KnownSplits | undefined,
): readonly IndexedRow[] {
  const now = datasetNow(changes);
  const later = datasetNow(known === undefined ? changes : changes.filter(({ at }) => at > known.since));
  const replaced = replacements(changes);
  const byId = new Map(scanned.map((row) => [row.id, row]));
  const splitOf = new Map<string, SplitName>();
  for (const name of ["feedback", "pareto", "test"] as const)
    for (const id of known?.splits[name] ?? []) splitOf.set(id, name);
  const rows: IndexedRow[] = [];
  for (const came of scanned) {
    if (replaced.has(came.id)) continue;
    const id = now.newest(came.id);
    const row = byId.get(id) ?? came;
    const before = beforeLater(came.id, splitOf, now.newest);
    const moved = later.movedTo(id);
    rows.push({
      ...row,
      number: rows.length + 1,
      split: moved ?? splitOf.get(before),
      isOut: now.isOut(id),
      isChanged: id !== before || moved !== undefined || later.isOut(id),
    });
  }
  return rows;
}

/** The version of a row that a run knew: the one its splits name, else the newest. */
function beforeLater(
  came: string,
  splitOf: ReadonlyMap<string, SplitName>,
  newest: (id: string) => string,
): string {
  return splitOf.has(came) && !splitOf.has(newest(came)) ? came : newest(came);
}

export type RowOrder = "file" | "label" | "shortest" | "longest";

/** Which rows are shown. */
export interface RowWish {
  readonly label?: string;
  readonly split?: SplitName | "none" | "out" | "changed";
  /** Positions of the rows a search found. */
  readonly found?: ReadonlySet<number>;
  readonly order: RowOrder;
}

export function chooseRows(rows: readonly IndexedRow[], wish: RowWish): readonly IndexedRow[] {
  const chosen = rows.filter(
    (row) =>
      (wish.label === undefined || row.label === wish.label) &&
      (wish.found === undefined || wish.found.has(row.position)) &&
      isIn(row, wish.split),
  );
  switch (wish.order) {
    case "file":
      return chosen;
    case "label":
      return chosen.toSorted((a, b) =>
        a.label < b.label ? -1 : a.label > b.label ? 1 : a.number - b.number,
      );
    case "shortest":
      return chosen.toSorted((a, b) => a.length - b.length || a.number - b.number);
    case "longest":
      return chosen.toSorted((a, b) => b.length - a.length || a.number - b.number);
  }
}

function isIn(row: IndexedRow, split: RowWish["split"]): boolean {
  if (split === undefined) return true;
  if (split === "out") return row.isOut;
  if (split === "changed") return row.isChanged;
  return !row.isOut && (split === "none" ? row.split === undefined : row.split === split);
}

/** More different answers than this are no labels anybody filters by. */
const mostLabels = 400;

export interface RowCounts {
  readonly rows: number;
  readonly out: number;
  readonly changed: number;
  readonly none: number;
  readonly feedback: number;
  readonly pareto: number;
  readonly test: number;
  /** Rows of each right answer that are not left out, the commonest first; empty where answers are no labels. */
  readonly labels: readonly (readonly [label: string, rows: number])[];
}

export function countRows(rows: readonly IndexedRow[]): RowCounts {
  const labels = new Map<string, number>();
  const counts = { rows: rows.length, out: 0, changed: 0, none: 0, feedback: 0, pareto: 0, test: 0 };
  for (const row of rows) {
    if (row.isChanged) counts.changed += 1;
    if (row.isOut) {
      counts.out += 1;
      continue;
    }
    counts[row.split ?? "none"] += 1;
    if (labels.size <= mostLabels) labels.set(row.label, (labels.get(row.label) ?? 0) + 1);
  }
  const areLabels = labels.size <= Math.min(mostLabels, Math.max(2, rows.length / 2)) && !labels.has("");
  return {
    ...counts,
    labels: areLabels ? [...labels].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)) : [],
  };
}
