import type { StepPoint } from "./score-series.ts";

/** One run on the common axis: groups differ by colour, and by stroke for those who see no colours. */
export interface CompareLine {
  readonly id: string;
  /** Written at the end of the line; empty for the thin ones. */
  readonly name: string;
  readonly steps: readonly StepPoint[];
  /** Calls spent so far. */
  readonly calls: number;
  /** Among the colours of candidates, 0 to 7; absent for ink. */
  readonly colour?: number;
  /** Dash in CSS pixels; empty is solid. */
  readonly dash: readonly number[];
  /** The middle one of a group, or the only one. */
  readonly strong: boolean;
}

/** Strokes by place: solid, dashed, dotted, and mixtures. */
export const compareDashes: readonly (readonly number[])[] = [
  [],
  [8, 5],
  [2, 3],
  [10, 4, 2, 4],
  [14, 4],
  [5, 2],
  [2, 6],
  [8, 2, 2, 2, 2, 2],
  [1, 2],
];

/** Colour of a group by its place; the first colour is the seed's. */
export const compareColour = (place: number): number => 1 + (place % 7);

/** All lines on common x positions, as uPlot wants them. */
export function alignLines(lines: readonly CompareLine[]): (number | null)[][] {
  const xs = new Set<number>([0]);
  for (const line of lines) {
    for (const step of line.steps) xs.add(step.calls);
    xs.add(line.calls);
  }
  const sorted = [...xs].toSorted((a, b) => a - b);
  const rows = lines.map((line) => {
    let next = 0;
    let score: number | null = null;
    return sorted.map((x) => {
      while ((line.steps[next]?.calls ?? Infinity) <= x) score = line.steps[next++]?.score ?? score;
      return x > line.calls ? null : score;
    });
  });
  return [sorted, ...rows];
}

/** The middle one by its last score; of an even number the lower middle, so that it is a run that exists. */
export function middleOf<T>(items: readonly T[], value: (item: T) => number): T | undefined {
  const ordered = items.toSorted((a, b) => value(a) - value(b));
  return ordered[Math.floor((ordered.length - 1) / 2)];
}
