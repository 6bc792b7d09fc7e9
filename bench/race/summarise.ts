import { wilsonInterval } from "../../src/shared/statistics/interval.ts";
import type { SearchFigures } from "./race-figures.ts";

/** A number of calls, or the least it can be: a search that never got there counts with its whole budget. */
export interface CallsTo {
  readonly median: number;
  readonly isLowerBound: boolean;
}

/** All searches of one optimizer, joined. */
export interface OptimizerSummary {
  readonly optimizer: string;
  readonly runs: number;
  readonly reachedNinety: number;
  readonly callsToNinety: CallsTo;
  readonly medianConvergence: number;
  readonly testScore: number;
  /** Wilson interval, 95 %, over all sealed rows of all runs. */
  readonly interval: readonly [low: number, high: number];
  readonly seedTestScore: number;
  readonly medianPromptTokens: number;
  readonly studentCalls: number;
  readonly reflectionCalls: number;
  readonly studentTokens: number;
  readonly reflectionTokens: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Median calls over runs of which some may never have got there (null); those count with what they spent. */
export function medianCalls(
  runs: readonly { readonly calls: number | null; readonly spent: number }[],
): CallsTo {
  const sorted = runs.map((run) => run.calls ?? run.spent);
  const reached = runs.filter((run) => run.calls !== null).length;
  return { median: median(sorted), isLowerBound: reached * 2 <= runs.length };
}

export function summarise(optimizer: string, figures: readonly SearchFigures[]): OptimizerSummary {
  const own = figures.filter((figure) => figure.optimizer === optimizer);
  const total = (pick: (figure: SearchFigures) => number) =>
    own.reduce((sum, figure) => sum + pick(figure), 0);
  const rows = total((figure) => figure.testRows);
  const test = wilsonInterval(
    total((figure) => figure.testRight),
    rows,
  );
  return {
    optimizer,
    runs: own.length,
    reachedNinety: own.filter((figure) => figure.callsToNinety !== null).length,
    callsToNinety: medianCalls(
      own.map((figure) => ({ calls: figure.callsToNinety, spent: figure.metricCalls })),
    ),
    medianConvergence: median(own.map((figure) => figure.callsToConvergence)),
    testScore: test.value,
    interval: [test.low, test.high],
    seedTestScore: total((figure) => figure.seedTestRight) / rows,
    medianPromptTokens: median(own.map((figure) => figure.promptTokens)),
    studentCalls: total((figure) => figure.metricCalls),
    reflectionCalls: total((figure) => figure.reflectionCalls),
    studentTokens: total((figure) => figure.studentTokens),
    reflectionTokens: total((figure) => figure.reflectionTokens),
  };
}
