import type { SearchFigures } from "./race-figures.ts";

/** All searches of one optimizer, joined. */
export interface OptimizerSummary {
  readonly optimizer: string;
  readonly runs: number;
  readonly reachedNinety: number;
  /** Median over the runs, a run that never got there counted as its whole budget (a lower bound). */
  readonly medianCallsToNinety: number;
  readonly isLowerBound: boolean;
  readonly medianConvergence: number;
  readonly testScore: number;
  /** Wilson interval, 95 %, over all sealed rows of all runs. */
  readonly interval: readonly [low: number, high: number];
  readonly seedTestScore: number;
  readonly medianPromptTokens: number;
  readonly studentCalls: number;
  readonly reflectionCalls: number;
}

const z = 1.959964;

export function wilson(right: number, of: number): [low: number, high: number] {
  const share = right / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return [middle - half, middle + half];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function summarise(optimizer: string, figures: readonly SearchFigures[]): OptimizerSummary {
  const own = figures.filter((figure) => figure.optimizer === optimizer);
  const total = (pick: (figure: SearchFigures) => number) =>
    own.reduce((sum, figure) => sum + pick(figure), 0);
  const reached = own.filter((figure) => figure.callsToNinety !== null);
  const rows = total((figure) => figure.testRows);
  return {
    optimizer,
    runs: own.length,
    reachedNinety: reached.length,
    medianCallsToNinety: median(own.map((figure) => figure.callsToNinety ?? figure.metricCalls)),
    isLowerBound: reached.length * 2 <= own.length,
    medianConvergence: median(own.map((figure) => figure.callsToConvergence)),
    testScore: total((figure) => figure.testRight) / rows,
    interval: wilson(
      total((figure) => figure.testRight),
      rows,
    ),
    seedTestScore: total((figure) => figure.seedTestRight) / rows,
    medianPromptTokens: median(own.map((figure) => figure.promptTokens)),
    studentCalls: total((figure) => figure.metricCalls),
    reflectionCalls: total((figure) => figure.reflectionCalls),
  };
}
