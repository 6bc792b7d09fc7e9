import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { imported, preview, refusal } from "../support/import-file.ts";

const untried = "not tried with a real export";

describe("tests of promptfoo", () => {
  const yaml = `description: Capitals
prompts:
  - 'Answer: {{question}}'
providers: [openai:gpt-5-mini]
tests:
  - description: first
    vars:
      question: What is the capital of France?
    assert:
      - type: contains
        value: Paris
  - vars: { question: What is 2 + 2? }
    assert:
      - { type: contains, value: '4' }
      - { type: latency, threshold: 500 }
`;

  test("a configuration in YAML gives a column per variable, the asserted value and a metric that fits", async () => {
    const { columns, rows, guessed, notes, suggestedMetrics } = await preview(yaml, "promptfooconfig.yaml");
    expect(columns.slice(0, 2)).toEqual(["question", "expected"]);
    expect(rows[1]?.slice(0, 2)).toEqual(["What is 2 + 2?", "4"]);
    expect(guessed).toMatchObject({ inputs: ["question"], expected: ["expected"] });
    expect(suggestedMetrics).toMatchObject([{ kind: "contains" }]);
    expect(notes.join(" ")).toContain(untried);
  });

  test("the same in JSON is read past the lists of prompts and providers", async () => {
    const json = JSON.stringify({
      prompts: ["a", "b"],
      tests: [{ vars: { q: "1" }, assert: [{ type: "equals", value: "one" }] }],
    });
    const { columns, rows, suggestedMetrics } = await preview(json, "config.json");
    expect([columns[0], rows[0]?.[0], rows[0]?.[1]]).toEqual(["q", "1", "one"]);
    expect(suggestedMetrics).toEqual([{ kind: "exact" }]);
  });

  test("tests in another file are named, in the list and in a row", async () => {
    expect(await refusal("tests: file://tests.csv\n", "x.yaml")).toContain("file://tests.csv");
    const { summary } = await imported(
      "- vars: file://a.json\n- vars: { text: hello }\n  assert: [{ type: equals, value: hi }]\n",
      "x.yaml",
      { inputs: ["text"], expected: ["expected"] },
    );
    expect(summary).toMatchObject({
      rows: 1,
      badRows: [{ number: 1, reason: expect.stringContaining("another file") as string }],
    });
  });

  test("a test table says its assertions in columns of their own", async () => {
    const csv =
      "question,__expected,__expected2,__description\nWhat is 2 + 2?,contains: 4,is-json,sum\nHi?,Hello,,greeting\n";
    const { columns, rows, guessed } = await preview(csv, "tests.csv");
    expect(guessed).toMatchObject({ inputs: ["question"], expected: ["expected"] });
    expect(rows.map((row) => row[columns.indexOf("expected")])).toEqual(["4", "Hello"]);
  });
});

describe("exports of Langfuse", () => {
  test("items of a data set, nested or in cells, give input and expected answer; archived ones are left out", async () => {
    const items = [
      {
        id: "a",
        status: "ACTIVE",
        datasetId: "d",
        input: { question: "Where?" },
        expectedOutput: { answer: "Here" },
      },
      {
        id: "b",
        status: "ARCHIVED",
        datasetId: "d",
        input: { question: "When?" },
        expectedOutput: { answer: "Now" },
      },
    ];
    for (const [content, name] of [
      [JSON.stringify(items), "items.json"],
      [items.map((item) => JSON.stringify(item)).join("\n"), "items.jsonl"],
      [
        `id,status,datasetId,input,expectedOutput\na,ACTIVE,d,"{""question"":""Where?""}","{""answer"":""Here""}"\nb,ARCHIVED,d,"{""question"":""When?""}",x\n`,
        "items.csv",
      ],
    ] as const) {
      const found = await preview(content, name);
      expect(found.columns).toEqual(["question", "answer"]);
      expect(found.rows).toEqual([["Where?", "Here"]]);
      expect(found.guessed).toMatchObject({ inputs: ["question"], expected: ["answer"] });
      expect(found.badRows).toEqual([{ number: 2, reason: "It is archived in Langfuse." }]);
      expect(found.notes.join(" ")).toContain(untried);
    }
  });

  test("a trace's answer is an earlier answer and no right one, its scores a remark, its session a group", async () => {
    const trace = {
      id: "t1",
      timestamp: "2026-01-01",
      bookmarked: false,
      sessionId: "s1",
      release: null,
      input: {
        messages: [
          { role: "system", content: "Be kind." },
          { role: "user", content: "Hello" },
        ],
      },
      output: { role: "assistant", content: "Go away" },
      scores: { kindness: [0], comment: ["rude"] },
    };
    const { guessed, columns, rows } = await preview(`[${JSON.stringify(trace)}]`, "traces.json");
    expect(guessed).toEqual({
      inputs: ["input"],
      expected: [],
      output: "output",
      group: "sessionId",
      critique: "scores",
    });
    const cells = Object.fromEntries(columns.map((column, at) => [column, rows[0]?.[at]]));
    expect(cells).toMatchObject({ input: "Hello", output: "Go away", scores: "kindness: 0; comment: rude" });
    const { examples } = await imported(`[${JSON.stringify(trace)}]`, "traces.json", guessed);
    expect(examples[0]?.note).toContain('the earlier answer "Go away"');
    expect(examples[0]?.group).toBe("s1");
  });

  test("a table that merely has the columns input and expected_output is nobody's export", async () => {
    const { notes, guessed } = await preview("input,expected_output\nx,y\n", "own.csv");
    expect(notes).toEqual([]);
    expect(guessed).toMatchObject({ inputs: ["input"], expected: ["expected_output"] });
  });
});

describe("exports of LangSmith", () => {
  test("examples of a data set give their fields, also where question and answer are called alike", async () => {
    const rows = [
      { inputs: { text: "a" }, outputs: { text: "A" }, metadata: { dataset_split: ["test"] } },
      { inputs: { text: "b" }, outputs: { text: "B" } },
    ];
    const found = await preview(rows.map((one) => JSON.stringify(one)).join("\n"), "dataset.jsonl");
    expect(found.columns).toEqual(["text", "expected text"]);
    expect(found.rows).toEqual([
      ["a", "A"],
      ["b", "B"],
    ]);
    expect(found.guessed).toMatchObject({ inputs: ["text"], expected: ["expected text"] });
    expect(found.notes.join(" ")).toContain(untried);
  });

  test("of runs only whole traces that ended well are rows", async () => {
    const run = (more: object) => ({ run_type: "chain", inputs: { q: "x" }, outputs: { a: "y" }, ...more });
    const content = [run({}), run({ parent_run_id: "p" }), run({ error: "timeout" })];
    const { rows, badRows, guessed } = await preview(JSON.stringify(content), "runs.json");
    expect(rows).toEqual([["x", "y"]]);
    expect(badRows.map((row) => row.number)).toEqual([2, 3]);
    expect(guessed).toMatchObject({ inputs: ["q"], expected: [], output: "a" });
  });
});

describe("hostile files", () => {
  test("a YAML file whose aliases stand for gigabytes is refused", async () => {
    const levels = Array.from({ length: 12 }, (_, at) =>
      at === 0
        ? "a0: &a0 [x,x,x,x,x,x,x,x,x,x]"
        : `a${at}: &a${at} [${`*a${at - 1},`.repeat(10).slice(0, -1)}]`,
    );
    const started = performance.now();
    expect(await refusal(`${levels.join("\n")}\n`, "bomb.yaml")).toContain("was not opened");
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test("broken YAML is refused with its line", async () => {
    expect(await refusal("tests:\n  - vars: {a: 1\n  - b", "x.yaml")).toMatch(/not valid YAML: line \d/);
    expect(await refusal("just words\n", "x.yml")).toContain("No list of rows");
  });

  test("poisonous names in foreign rows poison nothing", async () => {
    const content =
      '{"inputs":{"__proto__":{"polluted":1},"constructor":"c","q":"x"},"outputs":{"toString":"y"}}';
    const { columns, rows } = await preview(content, "x.jsonl");
    expect(columns).toContain("constructor");
    expect(rows[0]).toContain("x");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    const yaml = "- vars: { __proto__: { polluted: 1 }, q: x }\n  assert: []\n";
    await preview(yaml, "x.yaml");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("anything at all under the tools' column names ends in rows, bad rows or a refusal, never in an exception", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record(
            { inputs: fc.jsonValue(), outputs: fc.jsonValue(), vars: fc.jsonValue(), assert: fc.jsonValue() },
            { requiredKeys: [] },
          ),
          { minLength: 1, maxLength: 5 },
        ),
        async (rows) => {
          const { previewRowsOf } = await import("../../src/tasks/rows/import-rows.ts");
          const content = rows.map((row) => JSON.stringify(row)).join("\n");
          const outcome = await previewRowsOf({ kind: "text", text: content, name: "x.jsonl" }, {});
          expect(["preview", "bad-import"]).toContain(outcome.kind);
          if (outcome.kind === "preview")
            expect(outcome.rows.length + outcome.badRows.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
