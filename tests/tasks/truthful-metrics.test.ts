import type { Schema } from "@cfworker/json-schema";
import { describe, expect, test } from "vitest";

import { buildTask } from "../../src/tasks/build-task.ts";
import { constraintsMetric } from "../../src/tasks/metrics/constraints/metric.ts";
import { schemaProblems } from "../../src/tasks/metrics/json-schema.ts";
import { lastNumber } from "../../src/tasks/metrics/last-number.ts";
import { isSameWithoutFuss, squadTokens } from "../../src/tasks/metrics/text-forms.ts";
import type { Example, TaskSpec } from "../../src/tasks/task-spec.ts";
import type { Rollout } from "../../src/tasks/task.ts";
import { judgeBy } from "../support/metric-input.ts";

async function scoreBy(
  kind: string,
  output: string,
  row: Example,
  options = {},
): Promise<number | undefined> {
  const outcome = await judgeBy(kind, output, row, options);
  return outcome.kind === "judged" ? outcome.score : undefined;
}

describe("what is said of a JSON Schema", () => {
  const schema: Schema = {
    type: "object",
    properties: {
      qty: { type: "number" },
      place: { type: "object", properties: { zip: { type: "string" } }, additionalProperties: false },
    },
    required: ["qty"],
    additionalProperties: false,
  };

  test("names a declared property that does not fit once, and not as one that is forbidden", () => {
    expect(schemaProblems(schema, { qty: "two", place: { zip: 5 } })).toEqual([
      expect.stringMatching(/^At place\/zip: .*string/) as string,
      expect.stringMatching(/^At qty: .*number/) as string,
    ]);
  });

  test("still names what is really forbidden, also within, and beside other faults", () => {
    expect(schemaProblems(schema, { qty: "two", place: { zip: "1", town: "x" }, extra: 1 })).toEqual([
      "At place/town: This is not allowed here.",
      expect.stringMatching(/^At qty: .*number/) as string,
      "At extra: This is not allowed here.",
    ]);
  });
});

describe("an answer in JSON form", () => {
  const spec = (metricsOfTask: TaskSpec["metrics"]): TaskSpec => ({
    id: "t",
    name: "t",
    source: {
      kind: "dataset",
      datasetId: "d",
      inputColumns: ["q"],
      split: { seed: 1, shares: { feedback: 1, pareto: 1, test: 1 } },
    },
    program: {
      modules: [
        {
          name: "answer",
          component: "answer",
          role: "student",
          userTemplate: "{{q}}",
          output: {
            kind: "json",
            schema: {
              type: "object",
              properties: { a: { type: "number" }, b: { type: "number" } },
              required: ["a", "b"],
            },
          },
          maxTokens: 50,
          temperature: 0,
        },
      ],
    },
    metrics: metricsOfTask,
    seedCandidate: { answer: "Answer in JSON." },
  });
  const row: Example = { id: "r", inputs: { q: "?" }, expected: { expected: '{"a":1,"b":2}' } };
  const fields = { name: "fields", kind: "json-fields", weight: 1, options: {} };
  const brief = { name: "brief", kind: "length", weight: 1, options: { atMost: 50 } };
  const answerOf = async (list: TaskSpec["metrics"], text: string): Promise<Rollout> => {
    const task = buildTask(spec(list), { feedback: [row], pareto: [row], test: [] });
    return (await task.run({ answer: "Answer in JSON." }, row, async () => ({
      kind: "completed",
      text,
      finishReason: "stop",
      usage: {},
      latencyMs: 1,
    }))) as Rollout;
  };

  test("that misses its schema keeps what it is worth, and is told both", async () => {
    const { judgement } = await answerOf([fields], '{"a":1,"b":"two"}');
    expect(judgement.score).toBe(0.5);
    expect(judgement.feedback).toMatch(/does not fit its JSON Schema\. At b: [\s\S]*b should be 2, is "two"/);
  });

  test("that is no JSON scores 0 on every objective, and its feedback says no other number", async () => {
    const { judgement } = await answerOf([fields, brief], "one");
    expect(judgement).toMatchObject({ score: 0, objectiveScores: { fields: 0, brief: 0 } });
    expect([...judgement.feedback.matchAll(/\((\d\.\d\d)\)/g)].map((match) => match[1])).toEqual([
      "0.00",
      "0.00",
    ]);
  });

  test("is compared number by number: 1.0 is 1, and long integers are told apart", async () => {
    const score = async (expected: string, output: string) =>
      scoreBy("json-fields", output, { ...row, expected: { expected } });
    expect(await score('{"a":1.0}', '{"a":1}')).toBe(1);
    expect(await score('{"a":12345678901234567890}', '{"a":12345678901234567891}')).toBe(0);
  });
});

describe("numbers in texts", () => {
  test.each([
    [String.raw`\boxed{$9{,}500}`, 9500],
    ["1.234,56", 1234.56],
    ["10-12", 12],
    ["10 - 12", 12],
    ["3–5", 5],
    ["−42", -42],
    ["It is –7 degrees", -7],
    ["-$5.50", -5.5],
    ["1.234.567,89", 1234567.89],
    ["12,34,567.5", 1234567.5],
    ["1 234,5", 1234.5],
    ["1'234.50", 1234.5],
    ["0,5", 0.5],
    ["1,234", 1234],
    ["1.234", 1.234],
    ["1, 2, 3", 3],
    ["1,2,3", 3],
    ["3 × 10^8", 3e8],
    [String.raw`\frac{3}{4}`, 0.75],
    ["It is 3/4.", 0.75],
    ["10/12/2024", 2024],
    ["१२", 12],
    ["１２３", 123],
    ["٣٫٥", 3.5],
    ["- 5 apples", 5],
    ["A-4", 4],
    ["2.5e-3", 0.0025],
    ["#### 1,234", 1234],
    ["none", undefined],
  ])("the last of %j is %j", (text, wanted) => {
    expect(lastNumber(text)).toBe(wanted);
  });
});

describe("match without fuss", () => {
  test.each([
    ["U.S.", "US"],
    ["the Beatles", "Beatles"],
    ["Café!", "cafe"],
    ["twenty-one", "Twenty one"],
    ["1,000", "1000"],
    ["“Yes.”", "yes"],
  ])("takes %j and %j for the same", (left, right) => expect(isSameWithoutFuss(left, right)).toBe(true));

  test.each([
    ["कुल", "कल"],
    ["मीना", "मना"],
    ["ไม่", "ไม"],
    ["が", "か"],
    ["й", "и"],
    ["-5", "5"],
    ["1.5", "15"],
    ["C++", "C"],
    ["C#", "C"],
    ["A", ""],
    ["A", "The"],
    ["10-12", "1012"],
  ])("tells %j from %j", (left, right) => expect(isSameWithoutFuss(left, right)).toBe(false));

  test("word overlap is SQuAD's: punctuation is removed and accents count", () => {
    expect(squadTokens("The U.S.-led café, a don't")).toEqual(["usled", "café", "dont"]);
  });
});

describe("constraints by IFEval's names", () => {
  const options = { column: "instruction_id_list", parameters: "kwargs" };
  const ask = (names: readonly string[], kwargs: readonly unknown[]): Example => ({
    id: "r",
    inputs: { q: "?" },
    expected: { instruction_id_list: JSON.stringify(names), kwargs: JSON.stringify(kwargs) },
  });
  test.each([
    ["keywords:existence", { keywords: ["rain"] }, "It may rain.", "It is dry."],
    ["keywords:frequency", { keyword: "rain", frequency: 2, relation: "at least" }, "rain rain", "rain"],
    ["keywords:forbidden_words", { forbidden_words: ["rain"] }, "dry", "rain"],
    ["keywords:letter_frequency", { letter: "z", let_frequency: 2, let_relation: "less than" }, "zoo", "zz"],
    ["language:response_language", { language: "hi" }, "यह अच्छा है", "This is good"],
    [
      "language:response_language",
      { language: "de" },
      "Das ist nicht gut und auch nicht neu",
      "This is not good and it is not new",
    ],
    ["length_constraints:number_sentences", { num_sentences: 2, relation: "less than" }, "One.", "One. Two."],
    ["length_constraints:number_paragraphs", { num_paragraphs: 2 }, "a\n***\nb", "a\n\nb"],
    ["length_constraints:number_words", { num_words: 3, relation: "at least" }, "a b c", "a b"],
    [
      "length_constraints:nth_paragraph_first_word",
      { num_paragraphs: 2, nth_paragraph: 2, first_word: "so" },
      "a\n\nSo b",
      "So a\n\nb",
    ],
    ["detectable_content:number_placeholders", { num_placeholders: 1 }, "Dear [name]", "Dear you"],
    ["detectable_content:postscript", { postscript_marker: "P.P.S" }, "x\nP.P.S. y", "x\nP.S. y"],
    ["detectable_format:number_bullet_lists", { num_bullets: 2 }, "* a\n* b", "* a"],
    ["detectable_format:constrained_response", {}, "My answer is no.", "No."],
    ["detectable_format:number_highlighted_sections", { num_highlights: 1 }, "*a*", "a"],
    [
      "detectable_format:multiple_sections",
      { section_spliter: "PART", num_sections: 2 },
      "PART 1 a PART 2 b",
      "PART 1",
    ],
    ["detectable_format:json_format", {}, '{"a":1}', "a"],
    ["detectable_format:title", {}, "<<T>> x", "T x"],
    ["combination:two_responses", {}, "a ****** b", "a"],
    ["combination:repeat_prompt", { prompt_to_repeat: "Say it" }, "Say it. It.", "It."],
    ["startend:end_checker", { end_phrase: "Bye." }, "x. Bye.", "Bye. x"],
    ["startend:quotation", {}, '"x"', "x"],
    [
      "change_case:capital_word_frequency",
      { capital_frequency: 1, capital_relation: "at least" },
      "THIS x",
      "this x",
    ],
    ["change_case:english_capital", {}, "X", "x"],
    ["change_case:english_lowercase", {}, "x", "X"],
    ["punctuation:no_comma", {}, "a b", "a, b"],
  ])("%s with %j accepts %j and refuses %j", async (name, kwargs, good, bad) => {
    const example = ask([name], [kwargs]);
    expect(constraintsMetric.checkRow?.(example, options)).toBeUndefined();
    expect(await scoreBy("constraints", good, example, options)).toBe(1);
    expect(await scoreBy("constraints", bad, example, options)).toBe(0);
  });

  test("an unknown one is named before a run", () => {
    expect(constraintsMetric.checkRow?.(ask(["new:thing"], [{}]), options)).toBe(
      'There is no constraint called "new:thing".',
    );
  });
});
