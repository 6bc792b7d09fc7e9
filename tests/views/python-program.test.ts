import { expect, test } from "vitest";

import type { ModuleSpec } from "../../src/tasks/task-spec.ts";
import { exportFormats } from "../../src/views/exports/exports.ts";
import { pythonProgram } from "../../src/views/exports/python-program.ts";
import { scriptedRun } from "../support/scripted-run.ts";

const module = (name: string, userTemplate: string, more: Partial<ModuleSpec> = {}): ModuleSpec => ({
  name,
  component: name,
  userTemplate,
  role: "student",
  output: { kind: "text" },
  maxTokens: 60,
  temperature: 0,
  ...more,
});

test("a program of several prompts is told whole: each text, the order, who answers, what is passed on", () => {
  const code = pythonProgram({
    modules: [
      module("note", 'Q: {{question}} "now"', { search: { query: "{{question}}", passages: 3 } }),
      module("sort", "{{note.output}}", {
        demosComponent: "demos",
        output: { kind: "label", labels: ["easy", "hard"] },
      }),
      module("write", "{{note.passages}}", {
        role: "reflection",
        temperature: 0.7,
        when: { value: "{{sort.output}}", isOneOf: ["Hard "] },
      }),
    ],
  });
  expect(code).toContain('TEXTS = {"note": "…", "sort": "…", "demos": "…", "write": "…"}');
  expect(code).toContain("def answer(row, ask, ask_stronger, search):");
  expect(code.indexOf("# 1. note")).toBeLessThan(code.indexOf("# 2. sort, answers one of easy, hard"));
  expect(code).toContain('fill("Q: {{question}} \\"now\\"", values)');
  expect(code).toContain('TEXTS["sort"] + "\\n\\n" + TEXTS["demos"]');
  expect(code).toContain('values["note.passages"] = search(fill("{{question}}", values), 3)');
  expect(code).toContain('if fill("{{sort.output}}", values).strip().lower() in ["hard"]:');
  expect(code).toMatch(/output = ask_stronger\([\s\S]*temperature=0\.7,/);
  expect(code).toContain('values["write.output"] = ""');
});

test("one prompt needs neither a search nor a second model, and a text nobody reads needs no code", () => {
  const code = pythonProgram({ modules: [module("route", "{{message}}")] });
  expect(code).toContain("def answer(row, ask):");
  expect(code).not.toContain("search(");
  expect(pythonProgram({ modules: [] })).toBe("");
});

test("the exported request carries a module's demonstrations after its instruction", async () => {
  const made = await scriptedRun({ budget: 60 });
  const [first, ...others] = made.run.task.program.modules;
  const program = { modules: [{ ...first!, demosComponent: "demos" }, ...others] };
  const run = { ...made.run, task: { ...made.run.task, program } };
  const seed = made.state.candidates[0]!;
  const state = {
    ...made.state,
    candidates: [{ ...seed, texts: { ...seed.texts, demos: "Q: x\nA: y" } }],
  };
  const format = exportFormats.find(({ title }) => title === "OpenAI request")!;
  expect(format.make({ run, state, winner: 0, comparison: undefined }).text).toContain("Q: x\\nA: y");
});
