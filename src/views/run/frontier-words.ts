import type { GridSeries } from "../series/grid-series.ts";
import { shortened } from "../texts/shortened.ts";
import { formatPercent, plural } from "../words/numbers.ts";
import { isPass } from "../words/verdict-words.ts";

type Line = GridSeries["lines"][number];

/** A label is short; a long answer would bury the sentence. */
const longestLabel = 32;

/** Candidates of the frontier, the best first. */
export function frontierLines({ lines }: GridSeries): readonly Line[] {
  return lines
    .filter((line) => line.alive)
    .toSorted((a, b) => b.mean - a.mean || b.alone.length - a.alone.length);
}

/** What keeps a candidate on the frontier: "passes 12 rows, and alone row 3 (BILLING) and 2 more". */
export function keptWords(line: Line, passFail: boolean, labelOf: (row: number) => string): string {
  const row = line.alone[0];
  const passed = line.scores.reduce((sum, score) => sum + (isPass(score) ? 1 : 0), 0);
  const what = passFail ? `passes ${plural(passed, "row")}` : `has ${formatPercent(line.mean)}`;
  if (row === undefined) return `${what}, none of them alone`;
  const label = shortened(labelOf(row), longestLabel);
  const first = `row ${row}${label === "" ? "" : ` (${label})`}`;
  return `${what}, and alone ${first}${line.alone.length > 1 ? ` and ${line.alone.length - 1} more` : ""}`;
}
