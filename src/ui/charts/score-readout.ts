import { formatPercent } from "../kit/numbers.ts";
import { type ScoreSeries, stepAt } from "./score-series.ts";

/** What was known after `calls` calls, in a line; undefined before the seed's score. */
export function readoutAt(series: ScoreSeries, calls: number): string | undefined {
  if (calls < 0) return undefined;
  const seen = Math.min(calls, series.calls);
  const best = stepAt(series.best, seen);
  if (best === undefined) return `call ${calls}: the seed is not scored yet`;
  const holder = series.points.findLast((point) => point.isBest && point.calls <= seen);
  const somebody = stepAt(series.somebody, seen);
  const gate = series.gates.findLast((candidate) => candidate.calls <= seen);
  const parts = [
    `call ${seen}: best ${formatPercent(best.score)}${holder === undefined ? "" : ` (${holder.look.label})`}`,
  ];
  if (somebody !== undefined)
    parts.push(`${series.passFail ? "somebody passes" : "best row by row"} ${formatPercent(somebody.score)}`);
  if (gate !== undefined) {
    const end = gate.kept === undefined ? "dropped" : `kept as ${gate.kept.label}`;
    parts.push(
      `it. ${gate.iteration}: ${rounded(gate.parent)} → ${rounded(gate.child)} of ${gate.size}, ${end}`,
    );
  }
  return parts.join(" · ");
}

const rounded = (value: number): string => String(Number(value.toFixed(2)));

/** The chart's finding in a sentence. */
export function scoreFinding(series: ScoreSeries): string {
  const seed = series.points[0];
  const best = series.best.at(-1);
  if (seed === undefined || best === undefined) return "Score over calls: the seed is not scored yet.";
  const holder = series.points.findLast((point) => point.isBest);
  return (
    `Score on ${series.paretoRows} Pareto rows over metric calls: seed ${formatPercent(seed.score)}, ` +
    `best ${formatPercent(best.score)} with ${holder?.look.label ?? "the seed"} at call ${best.calls}.`
  );
}
