import { mean } from "../../src/shared/statistics/mean.ts";
import type { RecordedTraining } from "../../src/views/compare/recorded-grpo.ts";
import type { SearchFigures } from "./race-figures.ts";

const width = 720;
const height = 360;
const left = 48;
const bottom = 36;
const strokes = ["", "6 4", "2 3", "10 4 2 4", "1 5", "12 6", "4 2 1 2", "8 2", "3 6", "1 2"];

/** Mean best Pareto score over calls of one optimizer (or of the recorded GRPO, over its rollouts). */
export interface PlottedLine {
  readonly name: string;
  readonly bestAt: (calls: number) => number;
}

/** One line each, told apart by stroke, as a stand-alone SVG. */
export function plotCurves(plotted: readonly PlottedLine[], budget: number): string {
  const x = (calls: number) => left + (calls / budget) * (width - left - 190);
  const y = (score: number) => (1 - score) * (height - bottom - 16) + 16;
  const ends = spread(
    plotted.map((line) => y(line.bestAt(budget))),
    14,
  );
  const lines = plotted.map((line, i) => {
    const points = Array.from({ length: 141 }, (_, step) => (step / 140) * budget).map(
      (calls) => `${x(calls).toFixed(1)},${y(line.bestAt(calls)).toFixed(1)}`,
    );
    const label = `<text x="${width - 184}" y="${(ends[i]! + 4).toFixed(1)}">${line.name}</text>`;
    return `<polyline points="${points.join(" ")}" fill="none" stroke="#17212b" stroke-width="${i === 0 ? 2.5 : 1.25}" stroke-dasharray="${strokes[i % strokes.length]}"/>${label}`;
  });
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (score) =>
      `<line x1="${left}" x2="${x(budget)}" y1="${y(score)}" y2="${y(score)}" stroke="#d6ddd9"/><text x="${left - 8}" y="${y(score) + 4}" text-anchor="end">${score * 100} %</text>`,
  );
  const ticks = Array.from({ length: Math.floor(budget / 100) + 1 }, (_, i) => i * 100).map(
    (calls) => `<text x="${x(calls)}" y="${height - 12}" text-anchor="middle">${calls}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#46525d"><rect width="${width}" height="${height}" fill="#fbfcfb"/>${grid.join("")}${ticks.join("")}${lines.join("")}</svg>\n`;
}

/** A line for every optimizer: best mean at so many calls, averaged over its runs; 0 before the first candidate. */
export function searchLines(
  figures: readonly SearchFigures[],
  names: Readonly<Record<string, string>>,
): PlottedLine[] {
  return [...new Set(figures.map((figure) => figure.optimizer))].map((optimizer) => {
    const own = figures.filter((figure) => figure.optimizer === optimizer);
    return {
      name: names[optimizer] ?? optimizer,
      bestAt: (calls) =>
        mean(own.map((figure) => figure.curve.findLast((point) => point.calls <= calls)?.best ?? 0)),
    };
  });
}

/** The recorded GRPO over its training rollouts: best validation score so far, averaged over its runs. */
export function recordedLine(runs: readonly RecordedTraining[]): PlottedLine {
  return {
    name: "GRPO, recorded, weights",
    bestAt: (calls) =>
      mean(
        runs.map((run) => Math.max(0, ...run.validation.filter((_, point) => run.rollouts[point]! <= calls))),
      ),
  };
}

/** Moves labels apart by at least `gap`, keeping their order. */
function spread(places: readonly number[], gap: number): number[] {
  const order = places.map((place, index) => ({ place, index })).toSorted((a, b) => a.place - b.place);
  let free = Number.NEGATIVE_INFINITY;
  const result = [...places];
  for (const { place, index } of order) {
    free = Math.max(place, free + gap);
    result[index] = free;
  }
  return result;
}
