import type { Splits } from "../task-spec.ts";

export type SplitName = keyof Splits;

/** What a person did to a data set. A row is never rewritten: a fixed one is another row, so runs made before keep theirs. */
export type DatasetDeed =
  | { readonly kind: "fixed"; readonly from: string; readonly to: string }
  | { readonly kind: "left-out" | "taken-in"; readonly rows: readonly string[] }
  | { readonly kind: "moved"; readonly rows: readonly string[]; readonly split: SplitName };

export type DatasetChange = DatasetDeed & {
  readonly at: number;
  /** It was taken back and counts no more. */
  readonly undone?: true;
};

/** A data set as its changes leave it. */
interface DatasetNow {
  /** The row that stands in the place of this one now: itself, or what it was fixed to. */
  readonly newest: (id: string) => string;
  readonly isOut: (id: string) => boolean;
  /** Where a person put it; undefined where nobody did. */
  readonly movedTo: (id: string) => SplitName | undefined;
}

export function datasetNow(changes: readonly DatasetChange[]): DatasetNow {
  const fixes = new Map<string, string>();
  const out = new Set<string>();
  const moved = new Map<string, SplitName>();
  for (const change of changes) {
    if (change.undone === true) continue;
    switch (change.kind) {
      case "fixed": {
        fixes.set(change.from, change.to);
        if (out.has(change.from)) out.add(change.to);
        const split = moved.get(change.from);
        if (split !== undefined) moved.set(change.to, split);
        break;
      }
      case "left-out":
        for (const id of change.rows) out.add(id);
        break;
      case "taken-in":
        for (const id of change.rows) out.delete(id);
        break;
      case "moved":
        for (const id of change.rows) moved.set(id, change.split);
    }
  }
  const newest = (id: string): string => {
    let now = id;
    for (let next = fixes.get(now); next !== undefined; next = fixes.get(now)) now = next;
    return now;
  };
  return { newest, isOut: (id) => out.has(id), movedTo: (id) => moved.get(id) };
}

/** Ids of rows that came in place of others, also by changes that were taken back: they are no rows of the file. */
export function replacements(changes: readonly DatasetChange[]): ReadonlySet<string> {
  return new Set(changes.flatMap((change) => (change.kind === "fixed" ? [change.to] : [])));
}

/** Rows of a data set as they came, divided, after its changes: nothing moves but what a person moved, least of all a sealed row. */
export function splitsNow(splits: Splits, changes: readonly DatasetChange[]): Splits {
  const { newest, isOut, movedTo } = datasetNow(changes);
  const now: Record<SplitName, string[]> = { feedback: [], pareto: [], test: [] };
  for (const name of ["feedback", "pareto", "test"] as const)
    for (const id of splits[name].map(newest)) if (!isOut(id)) now[movedTo(id) ?? name].push(id);
  // Rows no split had, and a person gave one.
  const placed = new Set([...splits.feedback, ...splits.pareto, ...splits.test].map(newest));
  for (const change of changes)
    if (change.kind === "moved" && change.undone !== true)
      for (const id of change.rows.map(newest))
        if (!placed.has(id) && !isOut(id)) {
          placed.add(id);
          now[movedTo(id) ?? change.split].push(id);
        }
  return now;
}

/** The changes after one more: those that were taken back before it are gone. */
export function withChange(
  changes: readonly DatasetChange[],
  change: DatasetChange,
): readonly DatasetChange[] {
  return [...changes.filter(({ undone }) => undone !== true), change];
}

/** The newest change that counts taken back; the same list where there is none. */
export function undoLast(changes: readonly DatasetChange[]): readonly DatasetChange[] {
  const at = changes.findLastIndex(({ undone }) => undone !== true);
  return changes.map((change, place) => (place === at ? { ...change, undone: true } : change));
}

/** The change taken back last counts again. */
export function redoNext(changes: readonly DatasetChange[]): readonly DatasetChange[] {
  const at = changes.findIndex(({ undone }) => undone === true);
  return changes.map((change, place) => {
    if (place !== at) return change;
    const { undone: _, ...again } = change;
    return again as DatasetChange;
  });
}
