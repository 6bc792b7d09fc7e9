import {
  applyEvent,
  bestCandidate,
  estimateTokens,
  initialState,
  type JournalEvent,
  type RunState,
} from "../../src/engine/index.ts";
import type { RunSummary } from "../../src/storage/rows.ts";

/** What one search did, read from its journal. */
export interface SearchFigures {
  readonly optimizer: string;
  readonly policySeed: number;
  /** Best Pareto mean, of candidates asked every row, after so many metric calls: a point wherever it changed. */
  readonly curve: readonly { readonly calls: number; readonly best: number }[];
  /** Metric calls when the best mean first reached 90 % of the ceiling; null when it never did. */
  readonly callsToNinety: number | null;
  /** Metric calls when the best mean rose for the last time. */
  readonly callsToConvergence: number;
  readonly metricCalls: number;
  readonly reflectionCalls: number;
  readonly testRight: number;
  readonly testRows: number;
  readonly seedTestRight: number;
  readonly promptTokens: number;
  /** Tokens the Student read and wrote in the whole run, its sealed test included. */
  readonly studentTokens: number;
  /** The same for the Reflection model; 0 for the coach, which is a program and counts none. */
  readonly reflectionTokens: number;
}

type Usage = NonNullable<RunSummary["usage"]>;

export function figuresOf(
  optimizer: string,
  policySeed: number,
  events: readonly JournalEvent[],
  ceiling: number,
  usage: Usage | undefined,
): SearchFigures {
  const first = events[0];
  if (first?.type !== "run-started")
    throw new Error(`the journal of ${optimizer} does not begin with run-started`);
  let state: RunState = initialState(first.spec);
  const curve: { calls: number; best: number }[] = [];
  for (const event of events) {
    state = applyEvent(state, event);
    // Rows that were inherited are asked later: the best changes then, not when a candidate joins.
    const best = state.best.mean;
    if (state.candidates.length > 0 && best !== curve.at(-1)?.best)
      curve.push({ calls: state.spent.metricCalls, best });
  }
  const winner = bestCandidate(state);
  const tested = (index: number) => state.test.findLast((result) => result.candidate === index);
  const seedTest = tested(0);
  const bestTest = winner === null ? undefined : tested(winner.index);
  if (winner === null || seedTest === undefined || bestTest === undefined)
    throw new Error(`${optimizer} on policy ${policySeed} ended without its sealed test`);
  const last = curve.at(-1)!.best;
  return {
    optimizer,
    policySeed,
    curve,
    callsToNinety: curve.find((point) => point.best >= 0.9 * ceiling)?.calls ?? null,
    callsToConvergence: curve.find((point) => point.best === last)!.calls,
    metricCalls: state.spent.metricCalls,
    reflectionCalls: state.spent.reflectionCalls,
    testRight: bestTest.mean * bestTest.rows.length,
    testRows: bestTest.rows.length,
    seedTestRight: seedTest.mean * seedTest.rows.length,
    promptTokens: Object.values(winner.texts).reduce((sum, text) => sum + estimateTokens(text), 0),
    studentTokens: tokensOf(usage?.student),
    reflectionTokens: tokensOf(usage?.reflection),
  };
}

function tokensOf(usage: Usage["student"] | undefined): number {
  return usage === undefined ? 0 : usage.promptTokens + usage.completionTokens;
}
