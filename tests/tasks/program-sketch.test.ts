import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { buildTask } from "../../src/tasks/build-task.ts";
import { problemsOfSketch, type SketchColumns } from "../../src/tasks/programs/check-sketch.ts";
import { programShapes, sketchOfShape, withModuleAdded } from "../../src/tasks/programs/shapes.ts";
import {
  type ModuleSketch,
  programOfSketch,
  type ProgramSketch,
  renameModule,
  rowTemplate,
} from "../../src/tasks/programs/sketch.ts";
import { createSearch } from "../../src/tasks/retrieval/search.ts";
import type { Example, TaskSpec } from "../../src/tasks/task-spec.ts";
import type { Complete } from "../../src/tasks/task.ts";

const columns: SketchColumns = {
  inputs: ["question"],
  expected: ["answer"],
  all: ["question", "answer", "when"],
  labels: [],
  hasDocuments: true,
};

const messages = (sketch: ProgramSketch, more: Partial<SketchColumns> = {}): readonly string[] =>
  problemsOfSketch(sketch, { ...columns, ...more }).map((problem) => problem.message);

function changed(shape: string, at: number, part: Partial<ModuleSketch>): ProgramSketch {
  const sketch = sketchOfShape(shape);
  return {
    ...sketch,
    modules: sketch.modules.map((module, index) => (index === at ? { ...module, ...part } : module)),
  };
}

function specOf(sketch: ProgramSketch): TaskSpec {
  return {
    id: "t",
    name: "t",
    source: {
      kind: "dataset",
      datasetId: "d",
      inputColumns: ["question"],
      split: { seed: 1, shares: { feedback: 1, pareto: 0, test: 0 } },
    },
    ...programOfSketch(sketch, { inputs: ["question"], labels: [], answers: [], temperature: 0 }),
    metrics: [{ name: "exact", kind: "exact", weight: 1, options: { expected: "answer" } }],
  };
}

const row: Example = { id: "1", inputs: { question: "Where is it?" }, expected: { answer: "here" } };

/** Runs a shape with a model that answers by what it was told, and keeps what it saw. */
async function run(sketch: ProgramSketch, answer: (system: string, user: string) => string) {
  const asked: { readonly role: string; readonly system: string; readonly user: string }[] = [];
  const complete: Complete = async (role, { messages: told }) => {
    const system = told.find((one) => one.role === "system")?.content ?? "";
    const user = told.findLast((one) => one.role === "user")?.content ?? "";
    asked.push({ role, system, user });
    const text = answer(system, user);
    return { kind: "completed", text, finishReason: "stop", usage: {}, latencyMs: 1 } as never;
  };
  const search = createSearch([{ title: "Places", text: "It is here, they say." }]);
  const task = buildTask(specOf(sketch), { feedback: [row], pareto: [], test: [] }, { search });
  const outcome = await task.run(specOf(sketch).seedCandidate, row, complete);
  return { asked, outcome };
}

describe("program shapes", () => {
  test("every shape runs as it stands on rows of one column, with documents where it looks something up", async () => {
    for (const shape of programShapes) {
      const sketch = sketchOfShape(shape.name);
      expect(messages(sketch)).toEqual([]);
      const { outcome } = await run(sketch, (system) => (system.includes("easy or hard") ? "hard" : "here"));
      expect(outcome).toMatchObject({ kind: "scored", output: "here", judgement: { score: 1 } });
    }
  });

  test("a shape that looks something up says so when there are no documents", () => {
    for (const shape of programShapes) {
      const found = messages(sketchOfShape(shape.name), { hasDocuments: false });
      expect(found.length > 0).toBe(shape.needsDocuments === true);
      for (const message of found) expect(message).toContain("search query has nothing to look through");
    }
  });

  test("a branch asks only the prompt its first answer chose", async () => {
    const { asked } = await run(sketchOfShape("branch"), (system) =>
      system.includes("easy or hard") ? "easy" : "here",
    );
    expect(asked.map((one) => one.system)).toEqual([
      "Say whether this is easy or hard.",
      "Give the answer only.",
    ]);
  });

  test("the private rewrite shows the Reflection model nothing but what was redacted", async () => {
    const { asked } = await run(sketchOfShape("private"), (system) =>
      system.includes("without anything personal") ? "redacted" : "here",
    );
    const outside = asked.filter((one) => one.role === "reflection");
    expect(outside.map((one) => one.user)).toEqual(["redacted"]);
  });

  test("two hops look up what the second query says", async () => {
    const { outcome } = await run(sketchOfShape("two-hop"), (system) =>
      system.includes("search query") ? "Places" : "here",
    );
    const steps = outcome.trajectory.flatMap((step) => step.toolResults ?? []);
    expect(steps.map((step) => step.input)).toEqual(["Where is it?", "Places"]);
    expect(steps[1]?.output).toContain("It is here, they say.");
  });

  test("what is made of a shape leaves the shape as it was", () => {
    const sketch = sketchOfShape("chain") as unknown as { modules: ModuleSketch[] };
    (sketch.modules[0] as { name: string }).name = "other";
    expect(sketchOfShape("chain").modules[0]?.name).toBe("think");
  });
});

describe("a program somebody wrote", () => {
  test("several columns are named in the row, and a column called row is only itself", () => {
    expect(rowTemplate(["a", "b"])).toBe("a: {{a}}\nb: {{b}}");
    const one = sketchOfShape("one-prompt");
    const modules = (inputs: readonly string[]) =>
      programOfSketch(one, { inputs, labels: [], answers: [], temperature: 0 }).program.modules;
    expect(modules(["a", "b"])[0]?.userTemplate).toBe("a: {{a}}\nb: {{b}}");
    expect(modules(["row", "b"])[0]?.userTemplate).toBe("{{row}}");
  });

  test("a mistake is told with the module and the field it stands in", () => {
    expect(messages(changed("chain", 1, { template: "{{thinking.output}}" }))).toEqual([
      'Prompt 2, "answer": the template speaks of {{thinking.output}}, which is neither a column nor an earlier answer.',
    ]);
    expect(messages(changed("chain", 0, { template: "{{row}} {{answer.output}}" }))[0]).toContain(
      'Prompt 1, "think": the template speaks of {{answer.output}}, which is not there yet',
    );
    expect(messages(changed("chain", 0, { template: "{{row}} {{answer}}" }))[0]).toContain(
      "the right answer",
    );
    expect(messages(changed("chain", 0, { template: "{{row}} {{when}}" }))[0]).toContain(
      "a column the model does not get to see",
    );
    expect(messages(changed("chain", 0, { name: "" }))[0]).toBe("Prompt 1: the name is empty.");
    expect(messages(changed("chain", 1, { name: "think" }))[0]).toContain("taken by a module before it");
    expect(messages(changed("chain", 1, { name: "__proto__" }))[0]).toContain("name may have letters");
    expect(messages(changed("chain", 1, { prompt: " " }))[0]).toContain("first prompt is empty");
    expect(messages(changed("chain", 1, { format: "label" }))[0]).toContain("labels must be at least two");
    expect(messages(changed("chain", 1, { format: "json", schema: "{oops" }))[0]).toContain("it is not JSON");
    expect(messages(changed("chain", 1, { format: "json", schema: "[]" }))[0]).toContain("in curly brackets");
    expect(messages(changed("branch", 1, { when: { value: "{{sort.output}}", isOneOf: "simple" } }))).toEqual(
      ['Prompt 2, "quick": the condition waits for "simple", which "sort" never answers.'],
    );
  });

  test("a program that shows nothing of the row is refused", () => {
    expect(messages(changed("one-prompt", 0, { template: "Hello." }))[0]).toContain(
      "shows nothing of the row",
    );
  });

  test("labels of the right answers stand in where a module names none", () => {
    const sketch = changed("one-prompt", 0, { format: "label" });
    expect(messages(sketch, { labels: ["A", "B"] })).toEqual([]);
    const made = programOfSketch(sketch, {
      inputs: ["question"],
      labels: ["A", "B"],
      answers: [],
      temperature: 0,
    });
    expect(made.program.modules[0]).toMatchObject({
      output: { kind: "label", labels: ["A", "B"] },
      maxTokens: 24,
    });
    expect(Object.keys(made.seedCandidate)).toEqual(["instruction"]);
  });

  test("any JSON is an object of any shape, unless a right answer is JSON of another kind", () => {
    const sketch = changed("chain", 1, { format: "json" });
    const outputs = (answers: readonly string[]) =>
      programOfSketch(sketch, {
        inputs: ["question"],
        labels: [],
        answers,
        temperature: 0,
      }).program.modules.map(({ output }) => output);
    expect(outputs(['{"a":1}', "no JSON"])[1]).toEqual({ kind: "json", isObject: true });
    expect(outputs([]).at(-1)).toEqual({ kind: "json", isObject: true });
    expect(outputs(['["a"]'])[1]).toEqual({ kind: "json" });
    expect(outputs(['["a"]'])[0]).toEqual({ kind: "text" });
  });

  test("another name is taken over wherever a template speaks of the module", () => {
    const renamed = renameModule(sketchOfShape("two-hop"), 0, "first look");
    expect(messages(renamed)).toEqual([]);
    expect(renamed.modules[0]?.template).toContain("{{first look.passages}}");
    expect(renamed.modules[3]?.template).toContain("{{first look.output}}");
  });

  test("a name of any kind is either refused or makes a program without problems, and nothing is thrown", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 40 }), (name, template) => {
        const sketch = renameModule(changed("chain", 1, { template }), 0, name);
        const found = problemsOfSketch(sketch, columns);
        const { program, seedCandidate } = programOfSketch(sketch, {
          inputs: ["question"],
          labels: [],
          answers: [],
          temperature: 0,
        });
        expect(program.modules).toHaveLength(2);
        if (found.length === 0) expect(Object.keys(seedCandidate)).toHaveLength(2);
        expect(({} as Record<string, unknown>)["think"]).toBeUndefined();
      }),
    );
  });

  test("a prompt added at the end sees the row and the answer before it", () => {
    const grown = withModuleAdded(withModuleAdded(sketchOfShape("one-prompt")));
    expect(grown.modules.map((module) => module.name)).toEqual(["answer", "step 2", "step 3"]);
    expect(grown.modules[2]?.template).toContain("{{step 2.output}}");
    expect(messages(grown)).toEqual([]);
  });
});
