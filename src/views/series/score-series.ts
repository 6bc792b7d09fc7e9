import type { SpentUnit } from "../words/spent-words.ts";
import type { CandidateLook } from "./candidate-look.ts";

/** A candidate of the pool. */
export interface ScorePoint {
  readonly look: CandidateLook;
  /** Requests spent when its score was known. */
  readonly calls: number;
  /** Mean over the Pareto rows, 0..1. */
  readonly score: number;
  /** It was the best so far when it came. */
  readonly isBest: boolean;
  /** Some of its rows were not asked: their scores are its parent's. */
  readonly partly?: true;
}

export interface StepPoint {
  readonly calls: number;
  readonly score: number;
}

/** One gate: a parent and its rewrite on the same few rows. Sums, as the gate compares them. */
export interface GatePoint {
  readonly iteration: number;
  readonly calls: number;
  readonly size: number;
  readonly parent: number;
  readonly child: number;
  /** The accepted candidate; none when the proposal was dropped. */
  readonly kept?: CandidateLook;
}

/** All the score chart draws; made from the journal by `scoreSeries`. */
export interface ScoreSeries {
  readonly paretoRows: number;
  readonly budget?: number;
  /** Requests spent so far. */
  readonly calls: number;
  readonly unit: SpentUnit;
  readonly points: readonly ScorePoint[];
  readonly best: readonly StepPoint[];
  /** Whose score the best line ends on. */
  readonly leader?: CandidateLook;
  /** Mean over the Pareto rows of the best score anybody has there: with pass/fail scores, the rows somebody passes. */
  readonly somebody: readonly StepPoint[];
  /** All scores are 0 or 1, so a mean is a share of rows passed. */
  readonly passFail: boolean;
  readonly gates: readonly GatePoint[];
  /** The run still goes on. */
  readonly live: boolean;
}

/** Value of a step series at `calls`: the last step at or before it. */
export function stepAt(steps: readonly StepPoint[], calls: number): StepPoint | undefined {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.calls ?? Infinity) <= calls) low = middle + 1;
    else high = middle;
  }
  return steps[low - 1];
}

/** x positions and the two step lines in uPlot's aligned form, both carried on to the present call. */
export function alignSteps(series: ScoreSeries): [number[], (number | null)[], (number | null)[]] {
  const xs = [...new Set([...series.best, ...series.somebody].map((step) => step.calls))];
  xs.push(Math.max(series.calls, xs.at(-1) ?? 0));
  const sorted = [...new Set(xs)].sort((a, b) => a - b);
  const read = (steps: readonly StepPoint[]) => sorted.map((x) => stepAt(steps, x)?.score ?? null);
  return [sorted, read(series.best), read(series.somebody)];
}

/** The aligned lines while the newest step of the best line is still rising from the one before it. */
export function risingSteps(
  series: ScoreSeries,
  rise: number,
): [number[], (number | null)[], (number | null)[]] {
  const [xs, best, somebody] = alignSteps(series);
  const last = series.best.at(-1);
  const before = series.best.at(-2);
  if (rise >= 1 || last === undefined || before === undefined) return [xs, best, somebody];
  const score = before.score + (last.score - before.score) * rise;
  return [xs, best.map((value, index) => ((xs[index] ?? 0) >= last.calls ? score : value)), somebody];
}

/** The point nearest to a place, as `from` says how far each is from it in pixels; undefined where none is near. */
export function nearestPoint(
  points: readonly ScorePoint[],
  from: (point: ScorePoint) => { readonly x: number; readonly y: number },
): ScorePoint | undefined {
  let best: { readonly point: ScorePoint; readonly distance: number } | undefined;
  for (const point of points) {
    const { x, y } = from(point);
    const distance = Math.hypot(x, y);
    if (distance < 24 && (best === undefined || distance < best.distance)) best = { point, distance };
  }
  return best?.point;
}

/** Where a key leads to along the points; -1: none is chosen yet. */
export function pointBy(key: string, points: readonly ScorePoint[], at: number): ScorePoint | undefined {
  const last = points.length - 1;
  const next: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: (at < 0 ? points.length : at) - 1,
    Home: 0,
    End: last,
  };
  const place = next[key];
  return place === undefined ? undefined : points[Math.min(last, Math.max(0, place))];
}
