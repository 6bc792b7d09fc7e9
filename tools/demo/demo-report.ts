import { bestCandidate, type RunState } from "../../src/engine/index.ts";
import type { CacheShare } from "./cache-share.ts";
import { percent } from "./progress-lines.ts";

/** What `npm run demo -- --json` prints. Scores are shares of rows, times are seconds. */
export interface DemoReport {
  readonly policySeed: number;
  readonly seed: number;
  readonly seedTestScore: number;
  readonly bestTestScore: number;
  readonly testRows: number;
  /** Percentage points the best candidate gained on the sealed test rows. */
  readonly pointsGained: number;
  readonly calls: {
    /** Student calls the search paid for. */
    readonly search: number;
    readonly test: number;
    readonly reflections: number;
    /** Rows read from a parent's earlier rollout instead of being asked again. */
    readonly reused: number;
    readonly failed: number;
  };
  readonly candidates: number;
  readonly iterations: number;
  readonly stopReason: string;
  readonly wallSeconds: number;
  readonly winner: Readonly<Record<string, string>>;
  readonly cache: CacheShare;
  readonly browser: string;
}

export interface DemoFacts {
  readonly policySeed: number;
  readonly seed: number;
  readonly wallSeconds: number;
  readonly cache: CacheShare;
  readonly browser: string;
}

export function demoReport(state: RunState, facts: DemoFacts): DemoReport {
  const best = bestCandidate(state);
  const tested = (candidate: number) => state.test.findLast((result) => result.candidate === candidate);
  const seedTest = tested(0);
  const bestTest = best === null ? undefined : tested(best.index);
  if (best === null || seedTest === undefined || bestTest === undefined) {
    throw new Error("the run ended without a sealed test of its seed and its winner");
  }
  const { metricCalls, testCalls, reflectionCalls, reused, failed } = state.spent;
  return {
    policySeed: facts.policySeed,
    seed: facts.seed,
    seedTestScore: seedTest.mean,
    bestTestScore: bestTest.mean,
    testRows: bestTest.rows.length,
    pointsGained: (bestTest.mean - seedTest.mean) * 100,
    calls: { search: metricCalls, test: testCalls, reflections: reflectionCalls, reused, failed },
    candidates: state.candidates.length,
    iterations: state.iteration,
    stopReason: state.stopReason?.kind ?? "unknown",
    wallSeconds: facts.wallSeconds,
    winner: best.texts,
    cache: facts.cache,
    browser: facts.browser,
  };
}

export function reportLines(report: DemoReport): readonly string[] {
  const { calls, cache } = report;
  const fromCache =
    cache.share === null
      ? "no call shared a prompt with the one before it"
      : `${percent(cache.share)} (${cache.cachedTokens} of ${cache.sharedTokens} tokens, ${cache.calls} calls)`;
  return [
    "",
    `policy seed ${report.policySeed}, search seed ${report.seed}, on ${report.browser}`,
    `seed prompt  ${percent(report.seedTestScore)} of ${report.testRows} sealed test rows`,
    `best prompt  ${percent(report.bestTestScore)} of ${report.testRows} sealed test rows (${report.pointsGained >= 0 ? "+" : ""}${report.pointsGained.toFixed(1)} points)`,
    `Student calls ${calls.search} in the search and ${calls.test} in the test; ${calls.reused} rows read from earlier calls, ${calls.failed} failed`,
    `Reflection calls ${calls.reflections} (the coach, a program); ${report.candidates} candidates in ${report.iterations} iterations; ended: ${report.stopReason}`,
    `prompt tokens shared with the previous call that were read from cache: ${fromCache}`,
    `wall time ${report.wallSeconds.toFixed(1)} s`,
    "",
    "the winning prompt:",
    ...Object.entries(report.winner).flatMap(([component, text]) => [`--- ${component}`, text]),
  ];
}
