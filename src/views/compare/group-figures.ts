import { isScored } from "../../engine/index.ts";
import { groupBy } from "../../shared/group-by.ts";
import type { Interval } from "../../shared/statistics/interval.ts";
import { meanOf } from "../../shared/statistics/mean-of.ts";
import { mean } from "../../shared/statistics/mean.ts";
import { comparePaired, type PairedComparison } from "../../shared/statistics/paired-comparison.ts";
import { spentNow } from "../words/spent-words.ts";
import { callsTo, type CompareGroup, winnerTest, winnerTokens } from "./comparison.ts";
import type { ComparedRun } from "./comparison.ts";

/** Requests to a score over the seeds of a group; null median: no seed got there. */
export interface CallsToScore {
  readonly median: number | null;
  readonly reached: number;
  readonly runs: number;
}

/** What a group reached and what it took, over all its seeds. */
interface GroupFigures {
  /** Mean on the sealed rows over the seeds; the interval is over rows. Undefined before a test is open. */
  readonly test: Interval | undefined;
  readonly tested: number;
  /** Lowest and highest seed, where there are several. */
  readonly spread: readonly [low: number, high: number] | undefined;
  readonly callsTo: CallsToScore;
  /** Means over the seeds. */
  readonly studentCalls: number;
  readonly reflectionCalls: number;
  /** Tokens read and written in a run, both models together; null where nobody reported any. */
  readonly tokens: number | null;
  readonly promptTokens: number;
  /** null where a model was paid and its price is not known. */
  readonly usd: number | null;
}

export function groupFigures(group: CompareGroup, score: number): GroupFigures {
  const rows = testRows(group);
  const means = group.runs.flatMap((one) => winnerTest(one.state)?.mean ?? []);
  const tokens = group.runs.map(tokensOf).filter((count) => count !== null);
  return {
    test: rows === undefined ? undefined : meanOf([...rows.values()]),
    tested: means.length,
    spread: means.length > 1 ? [Math.min(...means), Math.max(...means)] : undefined,
    callsTo: callsToScore(group, score),
    studentCalls: mean(group.runs.map((one) => spentNow(one.run, one.state, true))),
    reflectionCalls: mean(group.runs.map((one) => one.state.spent.reflectionCalls)),
    tokens: tokens.length === 0 ? null : mean(tokens),
    promptTokens: lowerMedian(group.runs.map((one) => winnerTokens(one.state))),
    usd: usdOfAll(group.runs.map(usdOf)),
  };
}

/** Mean score of a group's winners on the sealed rows; undefined before one is tested. */
export function groupTestMean(group: CompareGroup): number | undefined {
  const rows = testRows(group);
  return rows === undefined ? undefined : mean([...rows.values()]);
}

/** The second group against the first on the sealed rows both were tested on, each row's score averaged over seeds. */
export function compareGroups(before: CompareGroup, after: CompareGroup): PairedComparison | undefined {
  if (before.middle.run.splits.test.join() !== after.middle.run.splits.test.join()) return undefined;
  const [first, second] = [testRows(before), testRows(after)];
  if (first === undefined || second === undefined) return undefined;
  const pairs = [...second].flatMap(([example, score]) => {
    const was = first.get(example);
    return was === undefined ? [] : [{ before: was, after: score }];
  });
  return pairs.length === 0 ? undefined : comparePaired(pairs);
}

/** Score by sealed row, averaged over the seeds that were tested on it. */
function testRows(group: CompareGroup): ReadonlyMap<number, number> | undefined {
  const all = group.runs.flatMap((one) => (winnerTest(one.state)?.rows ?? []).filter(isScored));
  if (all.length === 0) return undefined;
  const byRow = groupBy(all, (row) => row.example);
  return new Map([...byRow].map(([example, rows]) => [example, mean(rows.map((row) => row.score))]));
}

function callsToScore(group: CompareGroup, score: number): CallsToScore {
  const found = group.runs.map((one) => callsTo(one.state, score));
  const reached = found.filter((calls) => calls !== undefined);
  // Seeds that never got there are the slowest: the middle of all seeds is known as long as the middle one did.
  const middle = [...found].toSorted((a, b) => (a ?? Infinity) - (b ?? Infinity))[
    Math.floor((found.length - 1) / 2)
  ];
  return { median: middle ?? null, reached: reached.length, runs: found.length };
}

function tokensOf({ run }: ComparedRun): number | null {
  const usage = run.summary?.usage;
  if (usage === undefined) return null;
  const { student, reflection } = usage;
  const sum =
    student.promptTokens + student.completionTokens + reflection.promptTokens + reflection.completionTokens;
  return sum === 0 ? null : sum;
}

function usdOf({ run }: ComparedRun): number | null {
  const usage = run.summary?.usage;
  if (usage === undefined) return 0;
  const isUnknown = (role: "student" | "reflection"): boolean =>
    run[role].kind === "remote" && usage[role].calls > 0 && usage[role].costUsd === 0;
  return isUnknown("student") || isUnknown("reflection")
    ? null
    : usage.student.costUsd + usage.reflection.costUsd;
}

function usdOfAll(each: readonly (number | null)[]): number | null {
  return each.includes(null) ? null : each.reduce<number>((sum, usd) => sum + (usd ?? 0), 0);
}

function lowerMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
