import type { DatasetChange, DatasetDeed, SplitName } from "../../tasks/splits/dataset-changes.ts";
import type { Example } from "../../tasks/task-spec.ts";
import type { IndexedRow, RowCounts, RowOrder, RowWish } from "../data/row-index.ts";
import { formatCount, plural } from "./numbers.ts";

/** Where rows lie, in words; `none` where nothing has divided them yet. */
export const splitWords: Readonly<Record<SplitName | "none", string>> = {
  feedback: "learn from",
  pareto: "judge by",
  test: "sealed test",
  none: "not divided yet",
};

const splitNames: readonly SplitName[] = ["feedback", "pareto", "test"];

/** Splits a row may go to: what a model drafted is learned from and never judged by. */
export function splitTargets(
  row: Pick<IndexedRow, "split" | "drafted">,
): readonly (readonly [value: string, title: string])[] {
  const open = splitNames.filter((name) => name === "feedback" || !row.drafted);
  const here = row.split === undefined ? [["", splitWords.none] as const] : [];
  return [...here, ...open.map((name) => [name, splitWords[name]] as const)];
}

/** Where a row stands, behind its right answer in the list. */
export function standingWords({ isOut, split, isChanged }: IndexedRow): string {
  if (isOut) return "left out";
  return `${splitWords[split ?? "none"]}${isChanged ? ", changed" : ""}`;
}

const mostLabels = 8;

/** How many rows have each right answer: "30 BILLING, 28 SHIPPING and 3 others". */
export function labelWords({ labels }: RowCounts): string {
  const named = labels
    .slice(0, mostLabels)
    .map(([label, rows]) => `${formatCount(rows)} ${label || "(empty)"}`);
  const more = labels.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${plural(more, "other answer")}` : ""}`;
}

/** Right answers to choose from, with their rows. */
export function labelChoices({ labels }: RowCounts): readonly (readonly [string, string])[] {
  return [
    ["", `any of ${plural(labels.length, "answer")}`],
    ...labels.map(([label, rows]) => [label, `${label}, ${rows}`] as const),
  ];
}

/** What else is known of a row, a sentence each. */
export function aboutRow({ note, reason, drafted }: Example): readonly string[] {
  return [
    ...(note === undefined || note === "" ? [] : [`Remark: ${note}`]),
    ...(reason === undefined ? [] : [`Why: ${reason}`]),
    ...(drafted === undefined ? [] : [`Drafted by ${drafted}; it is only learned from.`]),
  ];
}

/** What can be done with all rows in sight at once; empty where it would do nothing. */
export function bulkDeeds(
  rows: readonly IndexedRow[],
): readonly { readonly title: string; readonly deed: DatasetDeed }[] {
  const ids = (some: readonly IndexedRow[]): readonly string[] => some.map(({ id }) => id);
  const [out, kept] = [rows.filter(({ isOut }) => isOut), rows.filter(({ isOut }) => !isOut)];
  const all: readonly { readonly title: string; readonly deed: DatasetDeed }[] = [
    { title: `Leave out ${plural(kept.length, "row")}`, deed: { kind: "left-out", rows: ids(kept) } },
    { title: `Take in ${plural(out.length, "row")} again`, deed: { kind: "taken-in", rows: ids(out) } },
    ...splitNames.map((split) => {
      const some = kept.filter((row) => row.split !== split && (split === "feedback" || !row.drafted));
      return {
        title: `Move ${plural(some.length, "row")} to “${splitWords[split]}”`,
        deed: { kind: "moved", rows: ids(some), split } as const,
      };
    }),
  ];
  return all.filter(({ deed }) => "rows" in deed && deed.rows.length > 0);
}

export const orderTitles: readonly (readonly [RowOrder, string])[] = [
  ["file", "as in the file"],
  ["label", "by right answer"],
  ["shortest", "shortest first"],
  ["longest", "longest first"],
];

/** Where rows lie, with how many do, as lines of a choice; what holds no row is left out. */
export function splitChoices(
  counts: RowCounts,
): readonly (readonly [value: NonNullable<RowWish["split"]> | "", title: string])[] {
  const all = [
    ["feedback", splitWords.feedback],
    ["pareto", splitWords.pareto],
    ["test", splitWords.test],
    ["none", splitWords.none],
    ["out", "left out"],
    ["changed", "changed"],
  ] as const;
  return [
    ["", `all ${plural(counts.rows, "row")}`],
    ...all
      .filter(([name]) => counts[name] > 0)
      .map(([name, title]) => [name, `${title}, ${counts[name]}`] as const),
  ];
}

/** A change in words: "3 rows moved to the sealed test". */
export function changeWords(change: DatasetDeed): string {
  switch (change.kind) {
    case "fixed":
      return "1 row fixed";
    case "left-out":
      return `${plural(change.rows.length, "row")} left out`;
    case "taken-in":
      return `${plural(change.rows.length, "row")} taken in again`;
    case "moved":
      return `${plural(change.rows.length, "row")} moved to “${splitWords[change.split]}”`;
  }
}

/** What became of a data set since a run froze its rows; undefined where nothing did. */
export function changedSinceWords(changes: readonly DatasetChange[], createdAt: number): string | undefined {
  const later = changes.filter(({ at, undone }) => at > createdAt && undone !== true);
  if (later.length === 0) return undefined;
  return `Its data set was changed since (${plural(later.length, "change")}); the run keeps its rows as they were.`;
}
