import { formatPercent, plural } from "../words/numbers.ts";
import type { LineageNode, LineageSeries } from "./lineage-series.ts";

/** An iteration that added a candidate takes more room than one that did not: there is more to see. */
const keptWeight = 3;

/** Where each iteration stands, in units: by iteration number, from the seed at 0. */
export function iterationPlaces(nodes: readonly LineageNode[], last: number): Float64Array {
  const kept = new Set(nodes.map((node) => node.iteration));
  const places = new Float64Array(last + 1);
  for (let iteration = 1; iteration <= last; iteration++)
    places[iteration] = (places[iteration - 1] ?? 0) + (kept.has(iteration) ? keptWeight : 1);
  return places;
}

/**
 * Labels above their mark, below it where others run above it, on the other side where that is taken; better
 * candidates choose first.
 */
export function readableLabels(
  nodes: readonly LineageNode[],
  x: (iteration: number) => number,
  y: (candidate: number) => number,
): ReadonlyMap<number, "above" | "below"> {
  const taken = nodes.map((node) => ({ x: x(node.iteration), y: y(node.look.index), wide: 16 }));
  const placed = new Map<number, "above" | "below">();
  const middle = (Math.min(...taken.map((one) => one.y)) + Math.max(...taken.map((one) => one.y))) / 2;
  for (const node of nodes.toSorted((a, b) => b.mean - a.mean)) {
    const isLow = y(node.look.index) > middle;
    for (const side of isLow ? (["below", "above"] as const) : (["above", "below"] as const)) {
      const at = { x: x(node.iteration), y: y(node.look.index) + (side === "above" ? -16 : 18), wide: 44 };
      if (
        taken.some(
          (other) => Math.abs(other.x - at.x) < (other.wide + at.wide) / 2 && Math.abs(other.y - at.y) < 14,
        )
      )
        continue;
      taken.push(at);
      placed.set(node.look.index, side);
      break;
    }
  }
  return placed;
}

/** Rows passed, or the mean where rows are not simply right or wrong. */
export const scoreText = (node: LineageNode, series: LineageSeries): string =>
  series.passFail ? String(node.passed) : formatPercent(node.mean, 0);

/** The same in words, for who hears the chart. */
export const scoreOf = (node: LineageNode, series: LineageSeries): string =>
  series.passFail ? `passes ${plural(node.passed, "row")}` : `mean ${formatPercent(node.mean)}`;

/** What the lineage shows, in a sentence or two. */
export function lineageFinding(series: LineageSeries): string {
  const merges = series.nodes.filter((node) => node.parents.length > 1).length;
  const best = series.nodes.toSorted((a, b) => b.mean - a.mean)[0];
  if (best === undefined) return "the seed is not scored yet.";
  const dropped = series.dropped.length;
  return (
    `${plural(series.nodes.length, "candidate")}, ${merges === 0 ? "none of them a merge" : `${plural(merges, "merge")} among them`}; ` +
    `${plural(dropped, "proposal")} ${dropped === 1 ? "was" : "were"} dropped. The best is ${best.look.label}.`
  );
}
