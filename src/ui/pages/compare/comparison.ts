import {
  bestCandidate,
  estimateTokens,
  isScored,
  type RunState,
  type TestResult,
} from "../../../engine/index.ts";
import { comparePaired, type PairedComparison } from "../../../shared/statistics/paired-comparison.ts";
import { type CompareLine, compareDashes, middleOf } from "../../charts/compare-series.ts";
import { scoreSeries } from "../../charts/score-series-of.ts";
import { stepAt } from "../../charts/score-series.ts";
import { entrantName } from "../../state/race.ts";
import type { ComparedRun } from "./create-compared.ts";

/** Runs of one optimizer: the seeds of a race, or a single run. */
export interface CompareGroup {
  readonly optimizer: string;
  readonly name: string;
  readonly runs: readonly ComparedRun[];
  /** The middle seed by its best score: the one that stands for the group. */
  readonly middle: ComparedRun;
}

/** Optimizers are told apart; runs of the same optimizer are seeds of it, unless all are of one: then each is its own. */
export function groupRuns(runs: readonly ComparedRun[]): readonly CompareGroup[] {
  const optimizers = new Set(runs.map((one) => one.run.optimizer));
  if (optimizers.size <= 1)
    return runs.map((one) => ({
      optimizer: one.run.optimizer,
      name: `Run ${one.run.number}`,
      runs: [one],
      middle: one,
    }));
  return [...optimizers].flatMap((optimizer) => {
    const own = runs.filter((one) => one.run.optimizer === optimizer);
    const middle = middleOf(own, (one) => bestMean(one.state));
    return middle === undefined ? [] : [{ optimizer, name: entrantName(optimizer), runs: own, middle }];
  });
}

export function bestMean(state: RunState): number {
  return state.candidates.reduce((best, candidate) => Math.max(best, candidate.mean), 0);
}

export function compareLines(groups: readonly CompareGroup[]): readonly CompareLine[] {
  return groups.flatMap((group, place) =>
    group.runs.map((one): CompareLine => {
      const series = scoreSeries(one.state);
      const isMiddle = one === group.middle;
      return {
        id: one.run.id,
        name: isMiddle ? group.name : "",
        steps: series.best,
        calls: series.calls,
        dash: compareDashes[place % compareDashes.length] ?? [],
        strong: isMiddle,
      };
    }),
  );
}

/** Index of the candidate a run would hand over. */
export function winnerOf(state: RunState): number {
  return (
    state.test.findLast((result) => result.candidate !== 0)?.candidate ?? bestCandidate(state)?.index ?? 0
  );
}

export function winnerTest(state: RunState): TestResult | undefined {
  const winner = winnerOf(state);
  return state.test.findLast((result) => result.candidate === winner);
}

export function winnerTokens(state: RunState): number {
  const texts = state.candidates[winnerOf(state)]?.texts ?? {};
  return Object.values(texts).reduce((sum, text) => sum + estimateTokens(text), 0);
}

/** Calls until the best score first reached `share`; undefined when it never did. */
export function callsTo(state: RunState, share: number): number | undefined {
  return scoreSeries(state).best.find((step) => step.score >= share)?.calls;
}

/** A score that separates the runs: the highest round tenth that at least one of them reached. */
export function milestone(runs: readonly ComparedRun[]): number {
  const best = Math.max(0, ...runs.map((one) => bestMean(one.state)));
  return Math.max(0.1, Math.floor(best * 10 - 1e-9) / 10 - (best >= 0.3 ? 0.1 : 0));
}

/** Two test results on the same rows, the first as "before"; undefined when the rows are not the same. */
export function compareResults(before: ComparedRun, after: ComparedRun): PairedComparison | undefined {
  const [first, second] = [winnerTest(before.state), winnerTest(after.state)];
  if (first === undefined || second === undefined) return undefined;
  if (before.run.splits.test.join() !== after.run.splits.test.join()) return undefined;
  const scores = new Map(first.rows.filter(isScored).map((row) => [row.example, row.score]));
  const pairs = second.rows.filter(isScored).flatMap((row) => {
    const was = scores.get(row.example);
    return was === undefined ? [] : [{ before: was, after: row.score }];
  });
  return pairs.length === 0 ? undefined : comparePaired(pairs);
}

/** Best score at a number of calls: runs with different budgets are compared where both still ran. */
export function bestAt(state: RunState, calls: number): number | undefined {
  return stepAt(scoreSeries(state).best, calls)?.score;
}
