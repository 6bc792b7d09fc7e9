import { describe, expect, test } from "vitest";

import { packingTask } from "../../src/tasks/anything/bin-packing.ts";
import { circlesTask } from "../../src/tasks/anything/circle-packing.ts";
import { patternTask } from "../../src/tasks/anything/pattern.ts";
import { buildTask } from "../../src/tasks/build-task.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import { judgeAgreement } from "../../src/tasks/metrics/agreement.ts";
import { createQuickJsSandbox } from "../../src/tasks/sandbox/quickjs.ts";
import type { GeneratedSource, TaskSpec } from "../../src/tasks/task-spec.ts";
import type { Rollout } from "../../src/tasks/task.ts";

const sandbox = createQuickJsSandbox();
const nobody = () => Promise.reject(new Error("no model was expected to be asked"));

async function scoreOf(spec: TaskSpec, texts: Readonly<Record<string, string>>) {
  const rows = generatedRows(spec.source as GeneratedSource);
  const task = buildTask(spec, rows, { sandbox });
  const rollouts: Rollout[] = [];
  for (const row of rows.feedback) {
    const rollout = await task.run(texts, row, nobody);
    if (rollout.kind === "scored") rollouts.push(rollout);
  }
  const [first] = rollouts;
  const record =
    first === undefined ? {} : task.record(Object.keys(texts)[0] as string, rows.feedback[0] as never, first);
  return {
    mean: rollouts.reduce((sum, rollout) => sum + rollout.judgement.score, 0) / rollouts.length,
    feedback: rollouts.map((rollout) => rollout.judgement.feedback),
    record,
  };
}

describe("texts that are judged themselves", () => {
  const few = { feedback: 8, pareto: 4, test: 4 };

  test("need no Student, and the record holds row and feedback", async () => {
    const spec = packingTask(1, few);
    const { mean, record } = await scoreOf(spec, spec.seedCandidate);
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(1);
    expect(record).toMatchObject({
      Inputs: { capacity: "100" },
      Feedback: expect.stringMatching(/bins/) as string,
    });
  });

  test("score a better packing heuristic better, and a cheating one 0 with the reason", async () => {
    const spec = packingTask(1, few);
    const bestFit = `function place(item, bins) {
      let best = -1;
      bins.forEach((free, i) => { if (free >= item && (best < 0 || free < bins[best])) best = i; });
      return best;
    }`;
    const seed = await scoreOf(spec, spec.seedCandidate);
    expect((await scoreOf(spec, { heuristic: bestFit })).mean).toBeGreaterThan(seed.mean + 0.05);
    const cheating = await scoreOf(spec, { heuristic: "function place() { return 0; }" });
    expect(cheating.mean).toBe(0);
    expect(cheating.feedback[0]).toMatch(/no open bin|does not fit/);
    expect((await scoreOf(spec, { heuristic: "function place() { for (;;) {} }" })).feedback[0]).toContain(
      "ran too long",
    );
  }, 60_000);

  test("find overlapping circles, and accept a plain grid", async () => {
    const spec = circlesTask(1, { feedback: 7, pareto: 7, test: 0 });
    const grid = await scoreOf(spec, spec.seedCandidate);
    expect(grid.mean).toBeCloseTo(1 / 1.5, 5);
    const piled = await scoreOf(spec, {
      layout: "function pack(n) { return Array.from({ length: n }, () => [0.5, 0.5, 0.5]); }",
    });
    expect(piled.mean).toBe(0);
    expect(piled.feedback[0]).toContain("overlap by 1");
  });

  test("tell a pattern what it found wrongly and what it missed", async () => {
    const spec = patternTask(2, { feedback: 30, pareto: 4, test: 4 });
    const seed = await scoreOf(spec, spec.seedCandidate);
    expect(seed.mean).toBeLessThan(0.9);
    expect(seed.feedback.join(" ")).toContain("which is not an order number");
    expect((await scoreOf(spec, { pattern: "^$" })).feedback.join(" ")).toContain("It found nothing");
    expect((await scoreOf(spec, { pattern: "(" })).feedback[0]).toContain("no regular expression");
  });
});

describe("repeats", () => {
  test("give the mean score, show the worst try, and keep every call", async () => {
    const spec: TaskSpec = { ...patternTask(2, { feedback: 1, pareto: 1, test: 1 }), repeats: 3 };
    const answers = ["a", "b", "a"];
    const module = {
      name: "m",
      component: "pattern",
      userTemplate: "{{text}}",
      role: "student",
      output: { kind: "text" },
      maxTokens: 4,
      temperature: 1,
    } as const;
    const rows = generatedRows(spec.source as GeneratedSource);
    const [row] = rows.feedback;
    if (row === undefined) throw new Error("no row");
    const task = buildTask(
      {
        ...spec,
        program: { modules: [module] },
        metrics: [{ name: "exact", kind: "exact", weight: 1, options: { expected: "want" } }],
      },
      rows,
    );
    let asked = 0;
    const complete = async () =>
      ({
        kind: "completed",
        text: answers[asked++] as string,
        finishReason: "stop",
        usage: {},
        latencyMs: 1,
      }) as const;
    const rollout = (await task.run(
      { pattern: "x" },
      { ...row, expected: { want: "a" } },
      complete,
    )) as Rollout;
    expect(rollout.judgement.score).toBeCloseTo(2 / 3);
    expect(rollout.output).toBe("b");
    expect(rollout.trajectory).toHaveLength(3);
    expect(rollout.judgement.feedback).toContain("Of 3 tries the scores were 1, 0, 1; this is the worst.");
  });
});

describe("a judge's agreement with people", () => {
  test("is counted, with kappa", () => {
    const rows = [
      { judged: 0.9, marked: "up" },
      { judged: 0.8, marked: "up" },
      { judged: 0.2, marked: "down" },
      { judged: 0.7, marked: "down" },
    ] as const;
    expect(judgeAgreement(rows)).toMatchObject({ rows: 4, share: 0.75, kappa: 0.5 });
    expect(judgeAgreement(rows).says).toContain("3 of 4 answers (kappa 0.50)");
    expect(judgeAgreement([]).says).toContain("No answer");
    expect(judgeAgreement([{ judged: 1, marked: "up" }]).kappa).toBeUndefined();
  });
});
