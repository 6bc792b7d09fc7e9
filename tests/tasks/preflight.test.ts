import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { buildTask } from "../../src/tasks/build-task.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import {
  batchSizeFor,
  chanceOfFailureInBatch,
  detectableGain,
  shareInterval,
} from "../../src/tasks/preflight/chances.ts";
import { preflight, type PreflightPlan, type SampledRow } from "../../src/tasks/preflight/preflight.ts";
import { adviceOnSearchRows, adviceOnTestRows } from "../../src/tasks/preflight/row-advice.ts";
import { asSample, tryRows } from "../../src/tasks/preflight/try-rows.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import type { GeneratedSource } from "../../src/tasks/task-spec.ts";
import { ruleFollower } from "../support/rule-follower.ts";

const plan: PreflightPlan = {
  feedbackRows: 60,
  paretoRows: 40,
  rollouts: 700,
  requestsPerRow: 1,
  minibatch: 3,
};

function rows(count: number, failing: number, more: Partial<SampledRow> = {}): SampledRow[] {
  return Array.from({ length: count }, (_, index) => ({
    scores: [index < failing ? 0 : 1],
    latencyMs: [500],
    outputs: [`o${index}`],
    ...more,
  }));
}

describe("chances", () => {
  test("of a failure in a minibatch are the hypergeometric ones", () => {
    expect(chanceOfFailureInBatch(1, 4, 1)).toBeCloseTo(0.25);
    expect(chanceOfFailureInBatch(1, 4, 2)).toBeCloseTo(0.5);
    expect(chanceOfFailureInBatch(2, 5, 3)).toBeCloseTo(1 - (3 * 2 * 1) / (5 * 4 * 3));
    expect(chanceOfFailureInBatch(0, 5, 3)).toBe(0);
    expect(chanceOfFailureInBatch(5, 5, 1)).toBe(1);
  });

  test("grow with the batch, and the advised size is the smallest that reaches the wanted chance", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.05, max: 0.99, noNaN: true }),
        (failing, rowCount, wanted) => {
          fc.pre(failing <= rowCount);
          const size = batchSizeFor(failing, rowCount, wanted) as number;
          expect(chanceOfFailureInBatch(failing, rowCount, size)).toBeGreaterThanOrEqual(wanted - 1e-9);
          if (size > 1) expect(chanceOfFailureInBatch(failing, rowCount, size - 1)).toBeLessThan(wanted);
        },
      ),
    );
  });

  test("an interval holds its share and narrows with more rows", () => {
    const width = (rowCount: number) =>
      shareInterval(rowCount * 0.8, rowCount).high - shareInterval(rowCount * 0.8, rowCount).low;
    expect(shareInterval(8, 10)).toMatchObject({
      low: expect.closeTo(0.49, 2) as number,
      high: expect.closeTo(0.943, 2) as number,
    });
    expect(width(20) > width(50) && width(50) > width(200)).toBe(true);
    expect(detectableGain(200)).toBeLessThan(detectableGain(50));
  });
});

describe("the pre-flight", () => {
  test("says that there is nothing to learn when everything was right", () => {
    const found = preflight(rows(20, 0), plan);
    expect(found.verdict).toBe("nothing-to-learn");
    expect(found.findings[0]).toContain("nothing to learn here");
  });

  test("advises a larger minibatch when failures are rare", () => {
    const found = preflight(rows(20, 2), plan);
    expect(found).toMatchObject({ verdict: "go", failureRate: 0.1, advisedMinibatch: 12 });
    expect(found.findings.join(" ")).toContain("12 would be better");
  });

  test("warns when everything fails, when repeats differ, and when every answer is the same", () => {
    expect(preflight(rows(10, 10), plan).verdict).toBe("everything-fails");
    expect(preflight(rows(10, 5, { scores: [0, 1] }), plan).verdict).toBe("noisy");
    expect(preflight(rows(10, 5, { outputs: ["same"] }), plan).findings.join(" ")).toContain(
      "Every answer was the same text",
    );
  });

  test("says in requests how much would leave room for ten changes", () => {
    const advised = preflight(rows(10, 5), plan).advisedRollouts;
    const tight = { ...plan, rollouts: 100, requestsPerRow: 3 };
    expect(preflight(rows(10, 5), tight).findings.join(" ")).toContain(`${advised * 3} requests leave room`);
    expect(preflight(rows(10, 5), plan).findings.join(" ")).not.toContain("leave room");
  });

  test("runs on rows tried with a task", async () => {
    const spec = routingTask(4);
    const split = generatedRows(spec.source as GeneratedSource);
    const task = buildTask(spec, split);
    const tried = await tryRows(
      task,
      spec.seedCandidate,
      split.feedback.slice(0, 12),
      async (_role, request) => ruleFollower(request),
      { repeats: 2 },
    );
    expect(tried.kind).toBe("tried");
    expect(tried.rows[0]?.rollouts).toHaveLength(2);
    const found = preflight(asSample(tried.rows), plan);
    expect(found).toMatchObject({ sampled: 12, meanScore: 0, noisyShare: 0, verdict: "everything-fails" });
  });
});

describe("advice on rows", () => {
  test("has numbers for 20, 50 and 200 rows", () => {
    expect(adviceOnTestRows(20)).toContain(
      "With 20 test rows a measured 80 % means 58 % to 92 %; a gain below about 35 points",
    );
    expect(adviceOnTestRows(200)).toContain("74 % to 85 %; a gain below about 11 points");
    expect(adviceOnTestRows(0)).toContain("flatters");
    expect(adviceOnSearchRows(10, 10)).toContain("Twenty of each is little");
    expect(adviceOnSearchRows(60, 40)).toContain("counts 2.5 points");
  });

  test("says of a handful of rows that they are too few, instead of counting points", () => {
    expect(adviceOnSearchRows(2, 1)).toMatch(/^Too few rows: 2 to learn from and 1 to judge by/);
    expect(adviceOnSearchRows(2, 1)).not.toContain("points");
    expect(adviceOnTestRows(1)).toMatch(/^Too few: with one test row no gain/);
    expect(adviceOnTestRows(5)).toMatch(/^Too few: with 5 test rows/);
    expect(adviceOnTestRows(6)).toContain("points");
  });
});
