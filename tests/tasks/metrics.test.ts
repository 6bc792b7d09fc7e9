import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { MetricOptions } from "../../src/tasks/metrics/metric.ts";
import { metrics } from "../../src/tasks/metrics/registry.ts";
import { exampleOf, inputOf, judgeBy } from "../support/metric-input.ts";

interface Case {
  readonly kind: string;
  readonly expected?: string;
  readonly output: string;
  readonly options?: MetricOptions;
  readonly score: number;
  readonly says: string;
}

const cases: readonly Case[] = [
  { kind: "label", expected: "BILLING", output: ' "billing". ', score: 1, says: "Right: BILLING." },
  { kind: "label", expected: "BILLING", output: "OTHER", score: 0, says: "Expected BILLING, got OTHER." },
  {
    kind: "label",
    expected: "A",
    output: "C",
    options: { labels: ["A", "B"] },
    score: 0,
    says: "none of the labels A, B",
  },
  { kind: "exact", expected: "a b", output: " a b\n", score: 1, says: "Right" },
  { kind: "exact", expected: "Berlin", output: "berlin", score: 0, says: "Only capital letters differ" },
  { kind: "exact", expected: "4", output: "The answer is 4", score: 0, says: "with other text around it" },
  { kind: "normalised-exact", expected: "The Café!", output: "cafe", score: 1, says: "Right" },
  {
    kind: "normalised-exact",
    expected: "42",
    output: "It is 42.",
    score: 0,
    says: "with other text around it",
  },
  { kind: "contains", expected: "red|blue", output: "a BLUE car", score: 1, says: '"blue"' },
  {
    kind: "contains",
    expected: "red|blue",
    output: "a blue car",
    options: { need: "all" },
    score: 0.5,
    says: 'Missing: "red"',
  },
  {
    kind: "regex",
    output: "AB-12",
    options: { pattern: "[a-z]{2}-\\d+", flags: "i", whole: true },
    score: 1,
    says: "matches",
  },
  { kind: "regex", output: "no", options: { pattern: "(" }, score: 0, says: "not a regular expression" },
  { kind: "number", expected: "1,234.5", output: "about 1234.5 kg", score: 1, says: "Right: 1234.5" },
  {
    kind: "number",
    expected: "3.1416",
    output: "3,14",
    options: { tolerance: 0.01 },
    score: 1,
    says: "Right",
  },
  { kind: "number", expected: "5", output: "5000", score: 0, says: "factor of 1000" },
  { kind: "number", expected: "5", output: "five", score: 0, says: "there is no number" },
  {
    kind: "multi-label",
    expected: "red, blue",
    output: "Blue; green",
    score: 0.5,
    says: "Missing: red. Unexpected: green.",
  },
  { kind: "multi-label", expected: "none", output: "None", score: 1, says: "Right" },
  {
    kind: "token-f1",
    expected: "the quick brown fox",
    output: "a brown dog",
    score: 0.4,
    says: "Missing: quick, fox.",
  },
  {
    kind: "list",
    expected: '["a","b","c"]',
    output: "- a\n- c\n- b",
    options: { ordered: true },
    score: 1 / 3,
    says: "only their order is wrong",
  },
  { kind: "list", expected: "a, b", output: "b, a", score: 1, says: "all 2 entries" },
  { kind: "json-valid", output: '```json\n{"a": 1}\n```', score: 1, says: "valid JSON" },
  { kind: "json-valid", output: "{'a': 1}", score: 0, says: "Single quotation marks" },
  {
    kind: "json-valid",
    output: '```\n{"a": 1}\n```',
    options: { strict: true },
    score: 0,
    says: "not valid JSON",
  },
  {
    kind: "json-schema",
    output: '{"person": {"age": "x"}}',
    options: {
      schema: {
        type: "object",
        properties: {
          person: { type: "object", properties: { age: { type: "integer" } }, required: ["name"] },
        },
      },
    },
    score: 0,
    says: "At person/age",
  },
  { kind: "json-schema", output: "{}", options: { schema: '{"type":"object"}' }, score: 1, says: "fits" },
  { kind: "json-schema", output: "{}", options: {}, score: 0, says: "no schema" },
  {
    kind: "json-fields",
    expected: '{"a":1,"b":{"c":"x","d":[1,2]}}',
    output: '{"a":1,"b":{"c":"y","d":[1,2]},"z":0}',
    score: 0.6,
    says: 'b.c should be "x", is "y". z was not asked for.',
  },
  {
    kind: "json-fields",
    expected: '{"a":"Ümlaut!"}',
    output: '{"a":"umlaut"}',
    options: { loose: ["*"] },
    score: 1,
    says: "all 1 fields",
  },
  {
    kind: "levenshtein",
    expected: "kitten",
    output: "sitting",
    score: 1 - 3 / 7,
    says: "3 characters differ",
  },
  {
    // All of a short answer stands in a long reference: F1 is not the mean of 1 and a half.
    kind: "rouge-l",
    expected: "police killed one gunman",
    output: "police gunman",
    score: 2 / 3,
    says: "missing: killed, one",
  },
  {
    kind: "rouge-l",
    expected: "police killed the gunman",
    output: "police kill the gunman",
    score: 2 / 3,
    says: "missing: killed",
  },
  {
    kind: "length",
    output: "one two three",
    options: { atMost: 2 },
    score: 0.5,
    says: "Too long: 3 words, at most 2",
  },
  { kind: "length", output: "one", options: { atLeast: 2 }, score: 0.5, says: "Too short" },
  {
    kind: "length",
    output: "one",
    options: { atMost: 2, unit: "sentences" },
    score: 1,
    says: "fine: 1 sentence",
  },
  { kind: "latency", output: "x", score: 1, says: "Fast enough" },
  {
    kind: "human",
    output: "Hello!",
    options: { marks: { row: [{ output: "hello", thumb: "up", text: "kind" }] } },
    score: 1,
    says: "They said: kind",
  },
  {
    kind: "human",
    output: "Bye",
    options: { marks: { row: [{ output: "hello", thumb: "up", text: "kind" }] } },
    score: 0,
    says: 'Marked good: "hello"',
  },
  {
    kind: "constraints",
    output: "one, two",
    options: { constraints: [{ name: "no-commas" }, { name: "at-most-words", count: 5 }] },
    score: 0.5,
    says: "Not met: Use no commas. It has 1 comma",
  },
];

describe("metrics", () => {
  test.each(cases)(
    "$kind gives $score to $output",
    async ({ kind, expected, output, options, score, says }) => {
      const outcome = await judgeBy(kind, output, exampleOf(expected ?? {}), options);
      expect(outcome).toMatchObject({ kind: "judged", feedback: expect.stringContaining(says) as string });
      expect(outcome.kind === "judged" ? outcome.score : undefined).toBeCloseTo(score, 10);
    },
  );

  test("say which words decided, where the row knows it", async () => {
    const example = { ...exampleOf("BILLING"), reason: 'Decided by the word "refund".' };
    expect(await judgeBy("label", "OTHER", example)).toMatchObject({
      feedback: 'Expected BILLING, got OTHER. Decided by the word "refund".',
      confusion: { expected: "BILLING", got: "(no label)" },
    });
  });

  test("blame the row, not the answer, when nothing is expected", async () => {
    for (const kind of ["label", "exact", "number", "json-fields", "rouge-l", "list"]) {
      expect(await judgeBy(kind, "x", exampleOf())).toMatchObject({
        score: 0,
        feedback: expect.stringContaining("no expected answer") as string,
      });
    }
  });

  test("each have a title, a line of explanation ending in a full stop, and options with meanings", () => {
    for (const [kind, metric] of Object.entries(metrics)) {
      expect(metric.kind).toBe(kind);
      expect(metric.explanation).toMatch(/^.{20,160}\.$/);
      for (const option of metric.options) expect(option.meaning.length).toBeGreaterThan(8);
    }
    expect(Object.keys(metrics)).toHaveLength(21);
  });

  test("never throw and never leave 0..1, whatever the answer, the row and the options", async () => {
    const hostile = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "",
        "\0",
        "null",
        "[]",
        "{}",
        '{"__proto__":{"x":1}}',
        "NaN",
        "1e999",
        "\uD800",
        "((((",
        "a".repeat(5000),
        "[[[[[[",
        '{"$ref":"#"}',
      ),
      fc.json(),
    );
    const value = fc.oneof(
      hostile,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(hostile, { maxLength: 3 }),
      fc.object({ maxDepth: 2 }),
    );
    const kinds = Object.keys(metrics).filter((kind) => kind !== "judge" && kind !== "code");
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        hostile,
        hostile,
        fc.func(value),
        async (kind, output, expected, any) => {
          const metric = metrics[kind] as (typeof metrics)[string];
          const options = Object.fromEntries(metric.options.map(({ name }) => [name, any(name)]));
          metric.check?.(options);
          const outcome = await metric.judge(inputOf(output, exampleOf({ answer: expected })), options);
          expect(outcome).toMatchObject({ kind: "judged", feedback: expect.stringMatching(/\S/) as string });
          if (outcome.kind === "judged") expect(outcome.score >= 0 && outcome.score <= 1).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
