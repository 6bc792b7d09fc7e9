import { execFileSync, spawnSync } from "node:child_process";

import { expect, test } from "vitest";

import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import type { TaskSpec } from "../../src/tasks/task-spec.ts";
import { dspyProgram, dspyState } from "../../src/views/exports/dspy.ts";
import type { PromptToTake } from "../../src/views/exports/exported-calls.ts";
import { textModule as module } from "../support/text-module.ts";

const hasPython = spawnSync("python3", ["--version"], { stdio: "ignore" }).status === 0;
const nasty = 'Say "hi" {{message}} \\n\u2028 ${x} `y` """ \'\'\'\n\n  - [x]: #\nEnd: *&!|>';
const texts = { note: "Note it.", sort: nasty, demos: "Q: x\nA: y", think: "Think.", write: "" };

const chain: TaskSpec = {
  ...routingTask(1),
  program: {
    modules: [
      module("note", "Q: {{question}}", { search: { query: "about {{question}}", passages: 2 } }),
      module("sort", "{{note.output}} / {{note.passages}}", {
        demosComponent: "demos",
        output: { kind: "label", labels: ["Easy", "Hard"] },
      }),
      module("think", "{{sort.output}}: {{question}}", {
        when: { value: "{{sort.output}}", isOneOf: ["hard "] },
      }),
      module("write", "{{think.output}}|{{note.output}}", { output: { kind: "json" } }),
    ],
  },
};

const promptOf = (task: TaskSpec, its: Readonly<Record<string, string>>): PromptToTake => ({
  task,
  texts: its,
  models: { student: { kind: "embedded" }, reflection: { kind: "coach" } },
});

test("DSPy has the very text in program and state, under the same names", () => {
  const one = routingTask(1);
  const prompt = promptOf(one, { instruction: nasty });
  const name = one.program.modules[0]!.name;
  expect(JSON.parse(dspyState(prompt))[name].signature.instructions).toBe(nasty);
  expect(dspyProgram(prompt)).toContain(`self.${name} = dspy.Predict(`);
  expect(dspyProgram(prompt)).toContain(JSON.stringify(nasty));
});

test("DSPy finds a state of its own form for every predictor of the program, whatever the names", () => {
  const named = ["class", "forward", "two words", "write"];
  const odd: TaskSpec = {
    ...chain,
    program: {
      modules: chain.program.modules.map((one, at) => ({
        ...one,
        name: named[at]!,
        userTemplate: at === 0 ? "{{question}} {{answer}} {{1st}}" : `{{${named[at - 1]!}.output}}`,
      })),
    },
  };
  const program = dspyProgram(promptOf(odd, texts));
  const { metadata, ...predictors } = JSON.parse(dspyState(promptOf(odd, texts))) as Record<string, object>;
  expect(metadata).toEqual({ dependency_versions: {} });
  expect(Object.keys(predictors)).toEqual(["class_", "forward_", "two_words", "write"]);
  for (const [name, state] of Object.entries(predictors)) {
    const line = program.split("\n").find((one) => one.startsWith(`        self.${name} = dspy.Predict(`));
    const [, inputs = ""] = /dspy\.Signature\("(.*?) -> answer"/.exec(line ?? "") ?? [];
    const fields = [...inputs.split(", "), "answer"].map((field) => ({
      prefix: expect.stringMatching(/^\S.*:$/) as string,
      description: `\${${field}}`,
    }));
    expect(state).toEqual({
      traces: [],
      train: [],
      demos: [],
      signature: { instructions: expect.any(String) as string, fields },
      lm: null,
    });
  }
  expect(program).toContain('"question, answer_, field_1st -> answer"');
});

test.runIf(hasPython)(
  "the program for DSPy is one that Python can read (where there is a Python)",
  async () => {
    const code = `import ast, sys\nast.parse(sys.argv[1])\nprint("read")`;
    const program = dspyProgram(promptOf(chain, texts));
    expect(execFileSync("python3", ["-c", code, program], { encoding: "utf8" }).trim()).toBe("read");
  },
);
