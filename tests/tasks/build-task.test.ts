import { describe, expect, test } from "vitest";

import type { Completion, CompletionRequest, ModelFailure } from "../../src/models/language-model.ts";
import { buildTask } from "../../src/tasks/build-task.ts";
import type { Example, ModuleSpec, TaskSpec } from "../../src/tasks/task-spec.ts";
import type { Rollout } from "../../src/tasks/task.ts";

const example: Example = {
  id: "1",
  inputs: { question: "Where is my refund?", tone: "kind" },
  expected: { label: "BILLING" },
};

function module(more: Partial<ModuleSpec> & { name: string }): ModuleSpec {
  return {
    component: more.name,
    userTemplate: "{{question}}",
    role: "student",
    output: { kind: "text" },
    maxTokens: 9,
    temperature: 0,
    ...more,
  };
}

function taskOf(
  modules: readonly ModuleSpec[],
  metrics: TaskSpec["metrics"] = [{ name: "label", kind: "label", weight: 1, options: {} }],
) {
  const seedCandidate = Object.fromEntries(
    modules.map(({ component }) => [component, `Instruction of ${component}.`]),
  );
  const source = {
    kind: "dataset",
    datasetId: "d",
    inputColumns: ["question"],
    split: { seed: 1, shares: { feedback: 1, pareto: 0, test: 0 } },
  } as const;
  const spec: TaskSpec = { id: "t", name: "T", source, program: { modules }, metrics, seedCandidate };
  return { task: buildTask(spec, { feedback: [example], pareto: [], test: [] }), seedCandidate };
}

function says(...texts: readonly string[]) {
  const asked: CompletionRequest[] = [];
  const complete = async (
    _role: "student" | "reflection",
    request: CompletionRequest,
  ): Promise<Completion | ModelFailure> => {
    asked.push(request);
    return {
      kind: "completed",
      text: texts[asked.length - 1] ?? "",
      finishReason: "stop",
      usage: {},
      latencyMs: 5,
    };
  };
  return { asked, complete };
}

describe("a task of one prompt", () => {
  test("sends the component as system prompt and the filled template as the user's turn", async () => {
    const { task, seedCandidate } = taskOf([
      module({ name: "route", userTemplate: "{{ question }} ({{tone}}) {{nothing}}" }),
    ]);
    const { asked, complete } = says("BILLING");
    const rollout = (await task.run(seedCandidate, example, complete)) as Rollout;
    expect(asked[0]?.messages).toEqual([
      { role: "system", content: "Instruction of route." },
      { role: "user", content: "Where is my refund? (kind) {{nothing}}" },
    ]);
    expect(rollout).toMatchObject({ kind: "scored", output: "BILLING", judgement: { score: 1 } });
    expect(task.record("route", example, rollout)).toEqual({
      Inputs: { question: "Where is my refund?", tone: "kind" },
      "Generated Outputs": "BILLING",
      Feedback: "Right: BILLING.",
    });
  });

  test("scores an empty answer 0 and says what was expected", async () => {
    const { task, seedCandidate } = taskOf([module({ name: "route" })]);
    const rollout = (await task.run(seedCandidate, example, says("  ").complete)) as Rollout;
    expect(rollout.judgement).toMatchObject({
      score: 0,
      feedback: "The answer was empty.\nExpected BILLING, got an empty answer.",
    });
  });

  test("tells a transport failure from a wrong answer", async () => {
    const { task, seedCandidate } = taskOf([module({ name: "route" })]);
    const failure: ModelFailure = { kind: "failed", error: "timeout", message: "It took too long." };
    expect(await task.run(seedCandidate, example, async () => failure)).toEqual({
      kind: "failed",
      failure,
      trajectory: [],
    });
  });
});

describe("a chain", () => {
  const chain = [
    module({ name: "think" }),
    module({ name: "answer", userTemplate: "{{think.output}} / {{question}}" }),
  ];

  test("hands each answer on, keeps the whole trajectory, and shows each component its own part", async () => {
    const { task, seedCandidate } = taskOf(chain);
    const { asked, complete } = says("about money", "OTHER");
    const rollout = (await task.run(seedCandidate, example, complete)) as Rollout;
    expect(asked[1]?.messages[1]?.content).toBe("about money / Where is my refund?");
    expect(rollout.trajectory.map((step) => step.module)).toEqual(["think", "answer"]);
    expect(task.record("think", example, rollout)).toMatchObject({
      "Generated Outputs": "about money",
      "Final Answer": "OTHER",
    });
    expect(task.record("answer", example, rollout)).toMatchObject({
      Inputs: { "think.output": "about money" },
      Feedback: "Expected BILLING, got OTHER.",
    });
  });

  test("stops at an unreadable answer and tells the module that caused it", async () => {
    const { task, seedCandidate } = taskOf([
      module({ name: "think", output: { kind: "json" } }),
      chain[1] as ModuleSpec,
    ]);
    const { asked, complete } = says("{oops", "BILLING");
    const rollout = (await task.run(seedCandidate, example, complete)) as Rollout;
    expect(asked).toHaveLength(1);
    expect(rollout.judgement.score).toBe(0);
    expect(rollout.judgement.feedback).toContain(
      'The module "think" broke the chain: The answer is not valid JSON',
    );
    expect(task.record("think", example, rollout)["Feedback"]).toMatch(/^The answer is not valid JSON/);
    expect(task.record("answer", example, rollout)["Generated Outputs"]).toBe("(this module did not run)");
  });

  test("stops at JSON that does not fit the module's schema, and tells that module where", async () => {
    const schema = { type: "object", properties: { team: { enum: ["A", "B"] } }, required: ["team"] };
    const { task, seedCandidate } = taskOf([
      module({ name: "think", output: { kind: "json", schema } }),
      chain[1] as ModuleSpec,
    ]);
    const { asked, complete } = says('```json\n{"team": "C"}\n```', "BILLING");
    const rollout = (await task.run(seedCandidate, example, complete)) as Rollout;
    expect(asked).toHaveLength(1);
    expect(rollout.judgement.score).toBe(0);
    expect(task.record("think", example, rollout)["Feedback"]).toMatch(
      /^The answer does not fit its JSON Schema\. At team: /,
    );
    const fitting = says('{"team": "A"}', "BILLING");
    expect(await task.run(seedCandidate, example, fitting.complete)).toMatchObject({ kind: "scored" });
    expect(fitting.asked).toHaveLength(2);
  });

  test("does not take column names from the object prototype", async () => {
    const { task, seedCandidate } = taskOf([
      module({ name: "route", userTemplate: "{{constructor}} {{__proto__}}" }),
    ]);
    const { asked, complete } = says("BILLING");
    await task.run(seedCandidate, example, complete);
    expect(asked[0]?.messages[1]?.content).toBe("{{constructor}} {{__proto__}}");
  });
});

describe("several metrics", () => {
  const both: TaskSpec["metrics"] = [
    { name: "label", kind: "label", weight: 3, options: {} },
    { name: "brief", kind: "length", weight: 1, options: { atMost: 1 }, threshold: 0.9 },
  ];

  test("are weighed, become objectives, and each says its piece", async () => {
    const { task, seedCandidate } = taskOf([module({ name: "route" })], both);
    const rollout = (await task.run(seedCandidate, example, says("OTHER").complete)) as Rollout;
    expect(rollout.judgement).toEqual({
      score: 0.25,
      objectiveScores: { label: 0, brief: 1 },
      feedback: "label (0.00): Expected BILLING, got OTHER.\nbrief (1.00): The length is fine: 1 word.",
    });
  });

  test("are negated before a threshold makes them all or nothing", async () => {
    const negated: TaskSpec["metrics"] = [
      { name: "label", kind: "label", weight: 1, options: {}, negate: true, threshold: 0.5 },
    ];
    const { task, seedCandidate } = taskOf([module({ name: "route" })], negated);
    expect(
      ((await task.run(seedCandidate, example, says("OTHER").complete)) as Rollout).judgement.score,
    ).toBe(1);
    expect(
      ((await task.run(seedCandidate, example, says("BILLING").complete)) as Rollout).judgement.score,
    ).toBe(0);
  });

  test("show a person's remark on the row", async () => {
    const { task, seedCandidate } = taskOf([module({ name: "route" })]);
    const rollout = (await task.run(
      seedCandidate,
      { ...example, note: "Refunds are never OTHER." },
      says("OTHER").complete,
    )) as Rollout;
    expect(rollout.judgement.feedback).toContain("A person remarked on this row: Refunds are never OTHER.");
  });

  test("fail the rollout when the judge cannot be reached, and read its reasons when it can", async () => {
    const judged: TaskSpec["metrics"] = [
      { name: "judge", kind: "judge", weight: 1, options: { rubric: "Be kind." } },
    ];
    const { task, seedCandidate } = taskOf([module({ name: "route" })], judged);
    const rollout = (await task.run(
      seedCandidate,
      example,
      says("Hi!", 'Sure: {"reasons": "kind but short", "score": 7}').complete,
    )) as Rollout;
    expect(rollout.judgement).toEqual({ score: 0.7, feedback: "The judge gives 7 of 10: kind but short" });
    expect(await task.run(seedCandidate, example, says("Hi!", "no idea").complete)).toMatchObject({
      kind: "failed",
      failure: { error: "bad-response" },
    });
  });
});
