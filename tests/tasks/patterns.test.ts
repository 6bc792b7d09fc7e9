import { describe, expect, test } from "vitest";

import { exampleOf, judgeBy } from "../support/metric-input.ts";

/** Takes longer than the age of the world on a text that nearly fits. */
const endless = "^(a+)+$";
const nearly = `${"a".repeat(60)}!`;

describe("a pattern that would never end", () => {
  test("is ended with a sentence on that row, and the next row is judged", async () => {
    const options = { pattern: endless };
    expect(await judgeBy("regex", nearly, exampleOf(), options)).toMatchObject({
      kind: "judged",
      score: 0,
      feedback: expect.stringContaining("took too long on this answer and was ended") as string,
    });
    expect(await judgeBy("regex", "aaa", exampleOf(), options)).toMatchObject({ score: 1 });
  });

  test("is ended wherever a JSON Schema may have it", async () => {
    const schemas = [
      { type: "object", properties: { a: { type: "string", pattern: endless } } },
      { type: "object", patternProperties: { [endless]: { type: "string" } } },
      { $defs: { slow: { pattern: endless } }, properties: { a: { $ref: "#/$defs/slow" } } },
      { anyOf: [{ propertyNames: { pattern: endless } }] },
    ];
    for (const schema of schemas) {
      const answer = JSON.stringify({ a: nearly, [nearly]: "x" });
      expect(await judgeBy("json-schema", answer, exampleOf(), { schema })).toMatchObject({
        score: 0,
        feedback: expect.stringContaining("took too long") as string,
      });
    }
    const [schema] = schemas;
    expect(await judgeBy("json-schema", '{"a": "aaa"}', exampleOf(), { schema })).toMatchObject({ score: 1 });
    expect(await judgeBy("json-schema", '{"a": "b"}', exampleOf(), { schema })).toMatchObject({ score: 0 });
  });
});

test("patterns keep what JavaScript's can do", async () => {
  const right = [
    [String.raw`(?<year>\d{4})-\k<year>`, "", "2020-2020"],
    [String.raw`(?<=€)\d+`, "", "€12"],
    [String.raw`^\p{Lu}+$`, "u", "ÄÖ"],
    ["^a.b$", "is", "A\nB"],
  ] as const;
  for (const [pattern, flags, output] of right)
    expect(await judgeBy("regex", output, exampleOf(), { pattern, flags })).toMatchObject({ score: 1 });
  for (const [pattern, flags, output] of right)
    expect(
      await judgeBy("regex", output.toLowerCase().slice(1), exampleOf(), { pattern, flags }),
    ).toMatchObject({
      score: 0,
    });
  expect(await judgeBy("regex", "x".repeat(20_001), exampleOf(), { pattern: "x" })).toMatchObject({
    score: 0,
    feedback: "The answer has 20001 characters; patterns are only tried on 20,000.",
  });
});

test("a schema with a pattern that is none says so", async () => {
  expect(
    await judgeBy("json-schema", '{"a": "b"}', exampleOf(), {
      schema: { properties: { a: { pattern: "(" } } },
    }),
  ).toMatchObject({ score: 0, feedback: expect.stringContaining("schema could not be used") as string });
});
