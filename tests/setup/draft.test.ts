import { assert, integer, property } from "fast-check";
import { expect, test } from "vitest";

import { validateSpec } from "../../src/engine/index.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import { counts, optionFields } from "../../src/setup/draft/draft-options.ts";
import {
  type Draft,
  type DraftRows,
  firstDraft,
  looksLikeLabels,
  suggestParetoRows,
} from "../../src/setup/draft/draft.ts";
import { engineOfDraft, limitsOf } from "../../src/setup/draft/engine-of-draft.ts";
import { metricNames, metricsOfDraft, newMetric } from "../../src/setup/draft/metric-list.ts";
import { betterModels, offeredModels } from "../../src/setup/draft/offered-models.ts";
import { findOptions } from "../../src/setup/draft/options.ts";
import { previewExamples, previewLabels } from "../../src/setup/draft/preview-examples.ts";
import { requestsPerRowOf } from "../../src/setup/forecast/estimate.ts";
import { expectedText } from "../../src/tasks/metrics/read-options.ts";
import { sketchOfShape } from "../../src/tasks/programs/shapes.ts";
import { guessRoles } from "../../src/tasks/rows/guess-roles.ts";
import { splitSizes } from "../../src/tasks/splits/split-sizes.ts";

const ids = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const splits = { feedback: ids(60, "f"), pareto: ids(40, "p"), test: ids(100, "t") };

const labels = {
  seedCandidate: { instruction: "Label. Some words" },
  program: {
    modules: [
      {
        name: "answer",
        component: "instruction",
        userTemplate: "{{text}}",
        role: "student",
        output: { kind: "text" },
        maxTokens: 24,
        temperature: 0,
      },
    ],
  },
  metrics: [{ name: "label", kind: "label", weight: 1, options: { labels: ["yes", "no"] } }],
} as const;

test("every answer to every option makes a spec the engine accepts", () => {
  for (const preset of ["studio", "reference"] as const) {
    for (const field of optionFields) {
      const values =
        field.control.kind === "choice"
          ? field.control.choices.map(([value]) => value)
          : field.control.kind === "check"
            ? [true, false]
            : field.control.kind === "number"
              ? [Math.max(1, field.control.min), Math.min(field.control.max, 50)]
              : ["", "Some words"];
      for (const value of values) {
        const draft: Draft = {
          ...firstDraft,
          options: {
            ...firstDraft.options,
            preset,
            ...(field.name === "preset" ? {} : { [field.name]: value }),
          },
        };
        const problems = validateSpec(engineOfDraft(draft, labels, splits));
        expect(problems, `${preset}: ${field.name} = ${String(value)}`).toEqual([]);
      }
    }
  }
});

test("the letters follow the Reflection: short ones for a small model, full ones for others, none for a program", () => {
  const remote = (model: string): Draft["reflection"] => ({
    kind: "remote",
    dialect: "openai-compatible",
    provider: "custom",
    baseUrl: "http://localhost:1",
    model,
    needsKey: false,
  });
  const told = (reflection: Draft["reflection"], options: Partial<Draft["options"]> = {}) =>
    engineOfDraft(
      { ...firstDraft, reflection, options: { ...firstDraft.options, ...options } },
      labels,
      splits,
    ).reflector;
  expect(told(remote("qwen-coder-1.5b")).letters.slice(0, 2)).toEqual(["answers", "short"]);
  expect(told(remote("gpt-5")).letters[0]).toBe("full");
  expect(told(remote("gpt-5"), { letter: "short" }).letters[0]).toBe("answers");
  expect(told(remote("gpt-5"), { preset: "reference" }).letters).toEqual([]);
  expect(told({ kind: "coach" }, { hypotheses: 3 })).toMatchObject({ letters: [], hypotheses: 1 });
  expect(told({ kind: "by-hand" })).toMatchObject({ letters: [], extraction: "tolerant" });
  expect(told(remote("gpt-5")).answers).toEqual({ instruction: ["yes", "no"] });
});

test("an own letter without its places gets them at its end", () => {
  const options = { ...firstDraft.options, template: "Improve this: <curr_param>" };
  const { reflector } = engineOfDraft({ ...firstDraft, options }, labels, splits);
  expect(reflector.templates).toEqual({ "*": "Improve this: <curr_param>\n\n<side_info>" });
});

test("every row goes to exactly one split, and there is something to learn from and to judge by", () => {
  assert(
    property(integer({ min: 6, max: 100_000 }), integer({ min: 1, max: 200 }), (rows, wanted) => {
      const sizes = splitSizes(rows, wanted);
      expect(sizes.feedback + sizes.pareto + sizes.test).toBe(rows);
      expect(sizes.feedback).toBeGreaterThan(0);
      expect(sizes.pareto).toBeGreaterThan(0);
      expect(sizes.pareto).toBeLessThanOrEqual(wanted);
    }),
  );
});

test("the suggested judging rows leave most rows to learn from and to test with", () => {
  for (const rows of [6, 50, 500, 5000])
    expect(suggestParetoRows(rows)).toBeLessThanOrEqual(Math.max(5, rows / 4));
});

test("few short answers are labels, free texts are not", () => {
  expect(looksLikeLabels(ids(30, "x").map((_, at) => (at % 3 === 0 ? "YES" : "NO")))).toBe(true);
  expect(looksLikeLabels(ids(30, "a different answer each time "))).toBe(false);
  expect(looksLikeLabels(ids(30, "x").map(() => "a".repeat(80)))).toBe(false);
  expect(looksLikeLabels([])).toBe(false);
});

test("an empty cell is no label, and an empty column of remarks is no critique", () => {
  const columns = ["message", "team", "notes"];
  const rows = [
    ["Where is it?", "OPS", ""],
    ["Pay me back", " ", ""],
    ["Still broken", "BUG", " "],
    ["And again", "OPS", ""],
  ];
  const { roles } = guessRoles(columns, rows);
  expect(roles.critique).toBeUndefined();
  const preview = { kind: "preview", columns, rows, guessed: roles } as unknown as DraftRows["preview"];
  const draft = { ...firstDraft, rows: { preview, roles } } as unknown as Draft;
  expect(previewLabels(draft, "team")).toEqual(["OPS", "BUG"]);
});

test("own rows are offered a connected endpoint before the toy, and the example the model made for it", () => {
  const choice: RemoteChoice = {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "ollama",
    baseUrl: "http://localhost:11434/v1",
    model: "qwen3:4b",
    needsKey: false,
  };
  const broken = { choice: { ...choice, model: "gone" }, ok: false };
  const toys = { student: firstDraft.student, reflection: firstDraft.reflection };
  expect(offeredModels(firstDraft, "rows", [{ choice, ok: true }, broken])).toEqual({
    student: choice,
    reflection: choice,
  });
  expect(offeredModels(firstDraft, "rows", [broken])).toEqual(toys);
  expect(offeredModels(firstDraft, "rows", [])).toEqual(toys);
  // A draft that was begun before the endpoint was there is told of it.
  const own = { ...firstDraft, task: "rows" } as const;
  expect(betterModels(own, [{ choice }])).toEqual({ student: choice, reflection: choice });
  expect(betterModels(own, [broken])).toBeUndefined();
  expect(betterModels({ ...own, student: choice }, [{ choice }])).toBeUndefined();
  expect(betterModels(firstDraft, [{ choice }])).toBeUndefined();
  expect(offeredModels({ student: choice, reflection: choice }, "routing", [{ choice }])).toEqual(toys);
  const [small, large] = [
    { ...choice, model: "qwen2.5:1.5b" },
    { ...choice, model: "qwen2.5:14b" },
  ];
  expect(offeredModels(firstDraft, "rows", [{ choice: large }, { choice: small }])).toEqual({
    student: small,
    reflection: large,
  });
});

test("a limit of zero is no limit", () => {
  expect(limitsOf(firstDraft.options)).toBeUndefined();
  expect(limitsOf({ ...firstDraft.options, minutes: 5 })).toEqual({ minutes: 5 });
});

test("an option hangs only on values another option or the task can have", () => {
  const values = new Map<string, readonly (string | boolean)[]>([["task", ["routing", "rows", "saved"]]]);
  for (const { name, control } of optionFields)
    if (control.kind === "check") values.set(name, [true, false]);
    else if (control.kind === "choice")
      values.set(
        name,
        control.choices.map(([value]) => value),
      );
  for (const { name, when } of optionFields)
    for (const [on, value] of Object.entries(when ?? {}))
      expect(values.get(on), `${name}: ${on}`).toContain(value);
});

test("every option is found by its own title", () => {
  for (const field of optionFields.filter((one) => counts(one, firstDraft)))
    expect(findOptions(firstDraft, field.title)).toContain(field);
});

const rows: NonNullable<Draft["rows"]> = {
  file: new File([""], "rows.csv"),
  preview: {
    kind: "preview",
    format: "csv",
    columns: ["request", "secrets"],
    rows: [["Write to my landlord.", "Ada Alder"]],
    badRows: [],
    notes: [],
    guessed: { inputs: ["request"], expected: [] },
    reasons: [],
  },
  roles: { inputs: ["request"], expected: [] },
  reading: {},
};

test("a row costs a request for every prompt and judge of a model, as often as it is answered", () => {
  const draft: Draft = {
    ...firstDraft,
    task: "rows",
    rows,
    program: sketchOfShape("private"),
    metrics: [newMetric("judge"), newMetric("length")],
    options: { ...firstDraft.options, repeats: 2 },
  };
  expect(requestsPerRowOf(draft)).toEqual({ student: 4, reflection: 4 });
  expect(requestsPerRowOf(firstDraft)).toEqual({ student: 1, reflection: 0 });
});

test("a judge of rows without a right answer is never shown the secrets another metric looks at", () => {
  const leaks = { ...newMetric("leaks"), options: { column: "secrets", module: "remote" } };
  const judge = { ...newMetric("judge"), options: { rubric: "Kind." } };
  const draft: Draft = { ...firstDraft, task: "rows", rows, metrics: [judge, leaks] };
  const [example] = previewExamples(draft);
  expect(example?.expected).toEqual({ secrets: "Ada Alder" });
  const [spec] = metricsOfDraft(draft, undefined, undefined);
  expect(expectedText(example!, spec!.options)).toBeUndefined();
});

test("metrics of one kind get names that differ", () => {
  expect(
    metricNames([newMetric("exact"), newMetric("exact"), { ...newMetric("length"), name: "exact 2" }]),
  ).toEqual(["exact", "exact 3", "exact 2"]);
});
