import { expect, test } from "vitest";

import type { EnginePorts, EvaluationCall } from "../../src/engine/ports.ts";
import { limitFeedback } from "../../src/runs/feedback-level.ts";
import { buildTask } from "../../src/tasks/build-task.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";

const spec = routingTask(7, { feedback: 6, pareto: 3, test: 3 });
if (spec.source.kind !== "generated") throw new Error("the routing task generates its rows");
const rows = generatedRows(spec.source);
const task = buildTask(spec, rows);
const told = "Expected by the word refund, which only the metric knows.";

const ports = (score: number): EnginePorts => ({
  evaluate: async (calls) =>
    calls.map(({ callIndex }) => ({
      kind: "scored",
      callIndex,
      score,
      output: "SALES",
      records: { instruction: { Inputs: "a", Feedback: told } },
    })),
  reflect: () => Promise.reject(new Error("nobody reflects here")),
  stop: { aborted: false },
});

const call: EvaluationCall = {
  callIndex: 4,
  purpose: "parent",
  candidate: spec.seedCandidate,
  candidateHash: "h",
  split: "feedback",
  example: 2,
  captureTrace: true,
  stored: false,
};
const expected = Object.values(rows.feedback[2]?.expected ?? {}).join(" ");

async function feedbackAt(level: "all" | "expected-answer" | "score-only", score: number): Promise<unknown> {
  const [outcome] = await limitFeedback(ports(score), task, level).evaluate([call]);
  return outcome?.kind === "scored" ? outcome.records?.["instruction"]?.["Feedback"] : undefined;
}

test("with all feedback the Reflection model is told what the metric said", async () => {
  expect(await feedbackAt("all", 0)).toBe(told);
});

test("with expected answers only, it is told what was expected and got, and no reason", async () => {
  expect(await feedbackAt("expected-answer", 0)).toBe(`Expected "${expected}", got "SALES".`);
  expect(await feedbackAt("expected-answer", 1)).toBe(`Right: "${expected}".`);
});

test("with its eyes shut it is told the score and the list of possible answers, and not which was expected", async () => {
  const feedback = String(await feedbackAt("score-only", 0));
  expect(feedback).toMatch(/^Score: 0\. Possible answers: /);
  expect(feedback).not.toContain(told);
  expect(feedback).not.toMatch(/Expected|got/);
});
