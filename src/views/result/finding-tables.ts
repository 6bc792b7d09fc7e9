import type { ChartTable } from "../series/chart-table.ts";
import { formatPercent, formatScore } from "../words/numbers.ts";
import { outcomeTitle } from "../words/outcome-words.ts";
import type { IntervalLine } from "./interval-lines.ts";
import type { TestComparison } from "./test-comparison.ts";

/** Scores with their intervals as rows. */
export function intervalTable(lines: readonly IntervalLine[]): ChartTable {
  return {
    columns: [
      { title: "Prompt" },
      { title: "Score", numeric: true },
      { title: "95 % from", numeric: true },
      { title: "to", numeric: true },
    ],
    rows: lines.map(({ name, value, low, high }) => [
      name,
      ...[value, low, high].map((one) => formatPercent(one)),
    ]),
  };
}

/** Every row of the sealed test with what both prompts made of it. */
export function outcomeTable(found: TestComparison, input: (example: number) => string): ChartTable {
  return {
    columns: [
      { title: "Row", numeric: true },
      { title: "Input" },
      { title: "Seed", numeric: true },
      { title: `c${found.winner}`, numeric: true },
      { title: "Outcome" },
    ],
    rows: found.lines.map((line) => [
      String(line.example),
      input(line.example),
      formatScore(line.before),
      formatScore(line.after),
      outcomeTitle(line.outcome, found.passFail),
    ]),
  };
}
