import { isScored, type ScoredRow } from "../../engine/index.ts";
import { type CompareGroup, winnerTest } from "./comparison.ts";

export interface LostRow {
  readonly example: number;
  /** One cell a group; undefined where its test has no answer on this row. */
  readonly cells: readonly (ScoredRow | undefined)[];
}

/** Groups whose winner was tested on the very rows of the first. */
export function onSameTest(groups: readonly CompareGroup[]): readonly CompareGroup[] {
  const test = groups[0]?.middle.run.splits.test.join();
  return groups.filter(
    ({ middle: { run, state } }) => winnerTest(state) !== undefined && run.splits.test.join() === test,
  );
}

/** Test rows on which another group scores more than the first. */
export function lostRows(comparable: readonly CompareGroup[]): readonly LostRow[] {
  const tables = comparable.map(
    ({ middle }) =>
      new Map((winnerTest(middle.state)?.rows ?? []).filter(isScored).map((row) => [row.example, row])),
  );
  const [own, ...others] = tables;
  if (own === undefined || others.length === 0) return [];
  return [...own.values()]
    .filter((row) => others.some((table) => (table.get(row.example)?.score ?? 0) > row.score))
    .map(({ example }) => ({ example, cells: tables.map((table) => table.get(example)) }));
}
