import { beforeAll, expect, test } from "vitest";

import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import { createQuickJsSandbox, loadInterpreter } from "../../src/tasks/sandbox/quickjs.ts";
import type { Example, TaskSpec } from "../../src/tasks/task-spec.ts";
import { assertsOf, metricsLeftOut } from "../../src/views/exports/promptfoo-asserts.ts";

beforeAll(loadInterpreter);

const source = `function score(row) {
  return { score: row.output === row.expected.label ? 1 : 0.5, feedback: row.inputs.question };
}`;
const task: TaskSpec = {
  ...routingTask(1),
  metrics: [
    { name: "mine", kind: "code", weight: 2, options: { code: source } },
    { name: "polite", kind: "judge", weight: 1, threshold: 0.7, options: { rubric: "Is {{polite}}." } },
    { name: "quick", kind: "latency", weight: 1, options: { seconds: 3 } },
  ],
};
const row: Example = { id: "1", inputs: { question: "why $& now?" }, expected: { label: "Hard" } };

test("promptfoo judges by the run's own code, rubric and time", async () => {
  expect(metricsLeftOut(task)).toEqual([]);
  const [code, rubric, time] = assertsOf(task, row);
  expect(rubric).toEqual({
    type: "llm-rubric",
    value: "{% raw %}Is {{polite}}.\nA right answer, for comparison: Hard{% endraw %}",
    threshold: 0.7,
  });
  expect(time).toEqual({ type: "latency", threshold: 3000 });
  expect(code).toMatchObject({ type: "javascript", weight: 2 });
  // promptfoo takes code of several lines as the body of a function of the answer.
  const body = `function check({ output }) {\n${String(code?.value)}\n}`;
  const results = ["Hard", "Easy"].map((output) => createQuickJsSandbox().call(body, "check", { output }));
  expect((await Promise.all(results)).map((result) => result.kind === "returned" && result.value)).toEqual([
    { pass: true, score: 1, reason: "why $& now?" },
    { pass: true, score: 0.5, reason: "why $& now?" },
  ]);
});
