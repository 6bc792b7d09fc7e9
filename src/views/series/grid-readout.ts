import { formatScore, plural } from "../words/numbers.ts";
import { isPass } from "../words/verdict-words.ts";
import type { GridSeries } from "./grid-series.ts";

/** "c5 on row 35: 1.00. Nobody else reaches it: this row keeps c5 alive." */
export function cellSentence(series: GridSeries, candidate: number, example: number): string {
  const line = series.lines.find((one) => one.look.index === candidate);
  const score = line?.scores[example];
  if (line === undefined || score === undefined || Number.isNaN(score))
    return `c${candidate} was not tried on row ${example}.`;
  if (line.inherited[example] === 1)
    return `${line.look.label} was not asked row ${example}: its parent's score stands there (${formatScore(score)}).`;
  const said = series.passFail ? (isPass(score) ? "passes" : "fails") : `scores ${formatScore(score)} on`;
  const rivals = series.lines.filter(
    (other) => other !== line && (other.scores[example] ?? -1) >= score && score > 0,
  ).length;
  const end = line.alone.includes(example)
    ? " Nobody else does: this row keeps it alive."
    : score > 0 && rivals > 0
      ? ` So ${rivals === 1 ? "does one other" : `do ${rivals} others`}.`
      : "";
  return `${line.look.label} ${said} row ${example}.${end}`;
}

/** Who is alive and why, in a sentence or two. */
export function gridFinding(series: GridSeries): string {
  const alive = series.lines.filter((line) => line.alive);
  const alone = alive.filter((line) => line.alone.length > 0);
  const kept = alone
    .slice(0, 4)
    .map(
      (line) =>
        `${line.look.label} alone is best on ${line.alone.length === 1 ? "row" : "rows"} ${line.alone.slice(0, 4).join(", ")}${line.alone.length > 4 ? " and more" : ""}`,
    );
  return `Frontier grid: ${plural(series.lines.length, "candidate")} by ${plural(series.columns.length, "row")}, ${alive.length} alive.${kept.length > 0 ? ` ${kept.join("; ")}.` : ""}`;
}
