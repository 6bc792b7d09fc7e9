import { beforeAll, expect, test } from "vitest";

import { loadInterpreter } from "../../src/tasks/sandbox/quickjs.ts";
import { preview } from "../support/import-file.ts";
import { exampleOf, judgeBy } from "../support/metric-input.ts";

beforeAll(loadInterpreter);

const vars = "{ question: What?, capital: Paris }";

const configuration = (asserts: string, more = ""): string =>
  `prompts: ['Answer: {{question}}']\ntests:\n  - vars: ${vars}\n${more}    assert:\n${asserts}\n`;

/** What the demands of the test give an answer, and what the metric says. */
async function judged(
  asserts: string,
  answer: string,
  more = "",
): Promise<{ readonly score: number; readonly feedback: string }> {
  const { columns, rows } = await preview(configuration(asserts, more), "promptfooconfig.yaml");
  const demands = rows[0]?.[columns.indexOf("asserts")] ?? "";
  const outcome = await judgeBy("constraints", answer, exampleOf({ asserts: demands }), {
    column: "asserts",
  });
  if (outcome.kind !== "judged") throw new Error(outcome.message);
  return { score: Math.round(outcome.score * 1000) / 1000, feedback: outcome.feedback };
}

const scoreOf = async (...given: Parameters<typeof judged>): Promise<number> =>
  (await judged(...given)).score;

/** What the file says of assertions it could not take. */
const leftOf = async (asserts: string, more = ""): Promise<string> =>
  (
    await preview(configuration(`      - { type: contains, value: x }\n${asserts}`, more), "a.yaml")
  ).notes.join("\n");

test.each([
  ["an expression", "output.includes('Paris')", "In Paris.", 1],
  ["an expression that is false", "output.includes('Paris')", "In Rome.", 0],
  ["a number", "output.length / 10", "12345", 0.5],
  ["declarations before an expression", "const s = output; s === 'a;b'", "a;b", 1],
  ["a result", "({ pass: output.length > 2, score: 0.25, reason: 'short' })", "abc", 0.25],
  ["the test's variables", "output === context.vars.capital", "Paris", 1],
] as const)("javascript: %s is run in the sandbox", async (_, code, answer, score) => {
  expect(await scoreOf(`      - type: javascript\n        value: ${JSON.stringify(code)}`, answer)).toBe(
    score,
  );
});

test("javascript of several lines returns by itself, and a threshold passes in full", async () => {
  const code =
    "      - type: javascript\n        threshold: 0.5\n        value: |\n          const n = output.length;\n          return n / 10;";
  expect(await scoreOf(code, "123456")).toBe(1);
  expect(await scoreOf(code, "123")).toBe(0.3);
  expect(await scoreOf("      - { type: not-javascript, value: \"output === 'no'\" }", "no")).toBe(0);
  const broken = await judged('      - { type: javascript, value: "output.missing.field" }', "x");
  expect(broken).toMatchObject({ score: 0, feedback: expect.stringContaining("failed on this answer") });
});

test("near texts: levenshtein, rouge-n, word-count, ends-with, with their thresholds", async () => {
  expect(await scoreOf("      - { type: levenshtein, value: kitten, threshold: 3 }", "sitting")).toBe(1);
  expect(await scoreOf("      - { type: levenshtein, value: kitten, threshold: 2 }", "sitting")).toBe(0);
  const rouge = "      - { type: rouge-n, value: one two three four, threshold: 0.6 }";
  expect(await scoreOf(rouge, "one two three five")).toBe(1);
  expect(await scoreOf(rouge, "one five six seven")).toBe(0.25);
  expect(await scoreOf("      - { type: word-count, value: { min: 2, max: 3 } }", "one two")).toBe(1);
  expect(await scoreOf("      - { type: word-count, value: 3 }", "one two")).toBe(0);
  expect(await scoreOf("      - { type: starts-with, value: Yes }", "yes, it is")).toBe(0);
  expect(await scoreOf("      - { type: ends-with, value: done. }", "It is done.")).toBe(1);
});

test("contains-json finds JSON within the answer, and holds it to the schema", async () => {
  const schema =
    "      - type: contains-json\n        value: { type: object, required: [a], properties: { a: { type: number } } }";
  expect(await scoreOf(schema, 'Of course: {"b": 1} or rather {"a": 2}.')).toBe(1);
  expect(await scoreOf(schema, 'Of course: {"a": "two"}.')).toBe(0);
  expect(await scoreOf("      - { type: not-contains-json }", "none {here}")).toBe(1);
});

test("weights count, those of a set are shared, and a test's threshold passes in full", async () => {
  const two =
    "      - { type: contains, value: Paris, weight: 3 }\n      - { type: contains, value: Seine }\n      - { type: contains, value: nothing, weight: 0 }";
  expect(await scoreOf(two, "Paris")).toBe(0.75);
  expect(await scoreOf(two, "Paris", "    threshold: 0.7\n")).toBe(1);
  expect(await scoreOf(two, "Seine", "    threshold: 0.7\n")).toBe(0.25);
  const set =
    "      - { type: contains, value: Paris }\n      - type: assert-set\n        assert:\n          - { type: contains, value: xyz }\n          - { type: contains, value: b }";
  expect(await scoreOf(set, "Paris")).toBe(0.5);
  expect(await scoreOf(set, "xyz")).toBe(0.25);
});

test("a rubric weighs beside the other assertions what it weighed there, its threshold too", async () => {
  const asserts =
    "      - { type: contains, value: Paris }\n      - { type: is-json }\n      - { type: llm-rubric, value: is polite, weight: 1, threshold: 0.8 }";
  const { suggestedMetrics } = await preview(configuration(asserts), "a.yaml");
  expect(suggestedMetrics).toEqual([
    { kind: "constraints", options: { column: "asserts" } },
    { kind: "judge", options: { rubricColumn: "rubric" }, weight: 0.5, threshold: 0.8 },
  ]);
});

test("texts that name a variable are filled, and a variable no prompt shows is hidden from the model", async () => {
  const found = await preview(configuration("      - { type: equals, value: '{{capital}}' }"), "a.yaml");
  expect(found.guessed.inputs).toEqual(["question"]);
  expect(found.rows[0]?.[found.columns.indexOf("expected")]).toBe("Paris");
  expect(JSON.stringify(found.columns)).not.toContain("capital");
});

test("what cannot be taken is named with the reason", async () => {
  expect(await leftOf("      - { type: similar, value: x, threshold: 0.8 }")).toContain(
    "similar: it compares embeddings",
  );
  expect(await leftOf("      - { type: latency, threshold: 500 }")).toContain(
    "latency: add the metric Speed",
  );
  expect(await leftOf("      - { type: cost, threshold: 0.01 }")).toContain("cost: an answer's price");
  expect(await leftOf("      - { type: python, value: len(output) > 3 }")).toContain("python: code in that");
  expect(await leftOf("      - { type: javascript, value: file://check.js }")).toContain("file://check.js");
  expect(await leftOf("      - { type: javascript, value: \"require('fs')\" }")).toContain("uses require");
  expect(await leftOf("      - { type: equals, value: '{{ nobody | upper }}' }")).toContain("template");
  expect(await leftOf("      - { type: equals, value: x, transform: output.trim() }")).toContain(
    "changes the answer",
  );
  expect(await leftOf("      - { type: something-new, value: x }")).toContain(
    "something-new: there is nothing",
  );
  expect(await leftOf("", "    options: { transform: output.trim() }\n")).toContain("(transform)");
});

test("a table's assertions have thresholds in brackets and a threshold of the row", async () => {
  const csv =
    'q,__expected1,__expected2,__threshold\nA?,levenshtein(2): abc,"javascript: output.length < 5",0.5\nB?,fn:output === "b",,\n';
  const { columns, rows } = await preview(csv, "tests.csv");
  const demands = rows.map((row) => row[columns.indexOf("asserts")] ?? "");
  expect(JSON.parse(demands[0] ?? "")).toEqual([
    { name: "edits-at-most", text: "abc", count: 2 },
    { name: "script-holds", text: "return output.length < 5" },
    { name: "enough", share: 0.5 },
  ]);
  expect(JSON.parse(demands[1] ?? "")).toEqual([{ name: "script-holds", text: 'return output === "b"' }]);
});
