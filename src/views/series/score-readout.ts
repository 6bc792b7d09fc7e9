import { formatPercent, plural } from "../words/numbers.ts";
import { sumWords } from "../words/sum-words.ts";
import { type ScoreSeries, stepAt } from "./score-series.ts";

/** What was known after `calls` requests, in a line; undefined before the seed's score. */
export function readoutAt(series: ScoreSeries, calls: number): string | undefined {
  if (calls < 0) return undefined;
  const seen = Math.min(calls, series.calls);
  const best = stepAt(series.best, seen);
  if (best === undefined) return `${series.unit} ${calls}: the seed is not scored yet`;
  const holder = series.points.findLast((point) => point.isBest && point.calls <= seen);
  const somebody = stepAt(series.somebody, seen);
  const gate = series.gates.findLast((candidate) => candidate.calls <= seen);
  const parts = [
    `${series.unit} ${seen}: best ${formatPercent(best.score)}${holder === undefined ? "" : ` (${holder.look.label})`}`,
  ];
  if (somebody !== undefined)
    parts.push(`${series.passFail ? "somebody passes" : "best row by row"} ${formatPercent(somebody.score)}`);
  if (gate !== undefined) {
    const gateSum = (sum: number): string => sumWords(sum, gate.size, series.passFail);
    const end = gate.kept === undefined ? "dropped" : `kept as ${gate.kept.label}`;
    parts.push(`it. ${gate.iteration}: ${gateSum(gate.parent)} → ${gateSum(gate.child)}, ${end}`);
  }
  return parts.join(" · ");
}

/** The chart's finding in a sentence. */
export function scoreFinding(series: ScoreSeries): string {
  const seed = series.points[0];
  const best = series.best.at(-1);
  if (seed === undefined || best === undefined)
    return `Score over ${series.unit}s: the seed is not scored yet.`;
  return (
    `Score on ${plural(series.paretoRows, "Pareto row")} over ${series.unit}s: seed ${formatPercent(seed.score)}, ` +
    `best ${formatPercent(best.score)} with ${series.leader?.label ?? "the seed"} at ${series.unit} ${best.calls}.`
  );
}

/** How many rows a gate compares on: "Minibatches of 5", "of 3 to 8" where that changed; no number before the first. */
export function minibatchWords(sizes: readonly number[]): string {
  if (sizes.length === 0) return "Minibatches";
  const least = Math.min(...sizes);
  const most = Math.max(...sizes);
  return least === most ? `Minibatches of ${plural(most, "row")}` : `Minibatches of ${least} to ${most} rows`;
}
