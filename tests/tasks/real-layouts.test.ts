import { describe, test } from "vitest";

import { type FileCase as Case, reads } from "../support/reads-file.ts";

const lines = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join("\n");
const six = <Row>(row: (at: number) => Row): string => lines(Array.from({ length: 6 }, (_, at) => row(at)));
describe("what columns are for is guessed on the layouts people have", () => {
  const files: readonly Case[] = [
    [
      "sharegpt.jsonl",
      six((at) => ({
        id: at,
        conversations: [
          { from: "human", value: `Hi ${at}` },
          { from: "gpt", value: "Hello" },
        ],
      })),
      { inputs: ["input"], expected: ["output"], rows: 6 },
    ],
    [
      "spans.csv",
      `text,time\n${[5, 6, 7, 8, 9, 10].map((hour) => `A table at ${hour}:15 pm please,${hour}:15 pm`).join("\n")}\n`,
      { inputs: ["text"], expected: ["time"], rows: 6 },
    ],
    [
      "some said short.csv",
      `text,time\n${["5pm", "7", "18:15", "9", "noon", "10:30 am"].map((time) => `A table at ${time} please,${time}`).join("\n")}\n`,
      { inputs: ["text"], expected: ["time"], rows: 6 },
    ],
    [
      "numbered.csv",
      `nr,text\n${[5, 6, 7, 8, 9, 10].map((hour) => `${hour},A table for ${hour} please`).join("\n")}\n`,
      { inputs: ["text"], expected: [], unused: ["nr"] },
    ],
    [
      "stamped.csv",
      `text,time\n${[5, 6, 7, 8, 9, 10].map((hour) => `A table for ${hour} please,2026-01-0${hour % 9}`).join("\n")}\n`,
      { inputs: ["text"], expected: [], unused: ["time"] },
    ],
    [
      "letters.csv",
      "question,A,B,C,D,correct\nq1?,a,b,c,d,A\nq2?,e,f,g,h,B\n",
      { inputs: ["question", "A", "B", "C", "D"], expected: ["correct"] },
    ],
    [
      "exam.csv",
      "id,question,opa,opb,cop,exp,subject_name\n1,q1,a,b,1,because,Anatomy\n2,q2,a,b,2,,Anatomy\n",
      { inputs: ["question", "opa", "opb"], expected: ["cop"], rows: 2, unused: ["subject_name"] },
    ],
    [
      "pairs.jsonl",
      six((at) => ({ id: at, sentence1: `a${at}`, sentence2: `b${at}`, label: at % 2 })),
      { inputs: ["sentence1", "sentence2"], expected: ["label"] },
    ],
    [
      "dotted.csv",
      "id,inputs.question,inputs.context,outputs.answer,metadata.source\n1,q1,c1,a1,s\n2,q2,c2,a2,s\n",
      {
        inputs: ["inputs.question", "inputs.context"],
        expected: ["outputs.answer"],
        unused: ["metadata.source", "id"],
      },
    ],
    [
      "referenced.csv",
      "input_question,output_answer,reference_answer,metadata_x\nq1,a1,r1,m\n",
      { inputs: ["input_question"], expected: ["reference_answer"], unused: ["metadata_x"] },
    ],
    [
      "comments.csv",
      "id,comment,label\n1,you are great,ok\n2,you are bad,toxic\n",
      { inputs: ["comment"], expected: ["label"] },
    ],
    [
      "stars.csv",
      "review,rating\nGreat product really,5\nBad product,1\n",
      { inputs: ["review"], expected: ["rating"], rows: 2 },
    ],
    [
      "mails.csv",
      "subject,body,category,notes\nHi,Text one,sales,\nYo,Text two,support,\n",
      { inputs: ["subject", "body"], expected: ["category"], rows: 2, unused: ["notes"] },
    ],
    [
      "reasons.jsonl",
      six((at) => ({
        premise: `p${at}`,
        hypothesis: `h${at}`,
        label: "en"[at % 2],
        explanation_1: `because ${at}`,
      })),
      { inputs: ["premise", "hypothesis"], expected: ["label"] },
    ],
    [
      "alpaca with text.jsonl",
      six((at) => ({
        instruction: `do ${at} things`,
        input: "",
        output: `done ${at}`,
        text: `Below is: do ${at} things. done ${at}`,
      })),
      { inputs: ["instruction"], expected: ["output"], rows: 6 },
    ],
    [
      "sums.jsonl",
      six((at) => ({ question: `q${at}`, answer: `think\n#### ${at * 3}` })),
      { metric: "number", scores: [{ row: 2, answer: "It is 3.", score: 1 }] },
    ],
    [
      "objects.jsonl",
      six((at) => ({ text: `order ${at}`, answer: { item: "x", qty: at } })),
      { metric: "json-fields", scores: [{ row: 2, answer: '{"item":"x","qty":2}', score: 0.5 }] },
    ],
    [
      "intents.csv",
      `text,category\n${Array.from({ length: 400 }, (_, at) => `message ${at} please,label_${at % 77}`).join("\n")}`,
      { expected: ["category"], metric: "label" },
    ],
    [
      "twins.csv",
      `text,label\n${Array.from({ length: 12 }, (_, at) => `m ${at},${["Billing ", "billing", "Tech"][at % 3]}`).join("\n")}`,
      { remarks: ['"Billing " (4) and "billing" (4)'] },
    ],
  ];
  test.each(files)("%s", (...one) => reads(one));
});

describe("files of other tools bring their rows, answers, marks and metrics", () => {
  const item = (at: number) => ({
    object: "eval.run.output_item",
    status: at % 2 === 0 ? "pass" : "fail",
    datasource_item: { ground_truth: `a${at}` },
    results: [{ name: "String check-7a4e9d1c-1111-2222-3333-444455556666", passed: at % 2 === 0, score: 1 }],
    sample: {
      input: [
        { role: "developer", content: "Sys" },
        { role: "user", content: `q${at}` },
      ],
      output: [{ role: "assistant", content: `out${at}` }],
    },
  });
  const graders = [
    {
      type: "string_check",
      name: "match",
      input: "{{sample.output_text}}",
      reference: "{{item.kind}}",
      operation: "eq",
    },
    { type: "python", name: "py", source: "" },
  ];
  const configuration = `prompts: ["Translate {{word}} into {{lang}}.", file://other.txt]
providers: [x]
defaultTest: { assert: [{ type: not-contains, value: sorry }] }
tests:
  - vars: { word: dog, lang: [French, German] }
    assert: [{ type: icontains, value: chien }, { type: python, value: "True" }]
  - vars: { word: cat, lang: French }
    assert: [{ type: equals, value: "chat: oui" }, { type: regex, value: "^chat" }]
`;
  const files: readonly Case[] = [
    [
      "items.jsonl",
      six((at) => ({ item: { question: `q${at}`, ground_truth: `a${at}` } })),
      { columns: ["question", "ground_truth"], inputs: ["question"], expected: ["ground_truth"] },
    ],
    [
      "output.jsonl",
      six(item),
      {
        rows: 6,
        inputs: ["input"],
        expected: ["ground_truth"],
        cells: {
          output: { 1: "out0" },
          rating: { 2: "fail" },
          graders: { 1: "String check: passed, score 1" },
        },
      },
    ],
    [
      "output list.json",
      JSON.stringify({ object: "list", data: [item(0), item(1)] }),
      { rows: 2, inputs: ["input"] },
    ],
    [
      "eval.json",
      JSON.stringify({ testing_criteria: graders, data: [{ item: { q: "x", kind: "y" } }] }),
      {
        rows: 1,
        inputs: ["q"],
        expected: ["kind"],
        metric: "exact",
        remarks: ['"py" (python) could not be taken'],
      },
    ],
    [
      "eval without rows.json",
      JSON.stringify({ testing_criteria: graders }),
      { refusal: ['"match"', "without rows"] },
    ],
    [
      "promptfoo.yaml",
      configuration,
      {
        rows: 3,
        inputs: ["word", "lang"],
        metric: "constraints",
        remarks: ["python: code in that language", "file://other.txt"],
        scores: [
          { row: 1, answer: "un Chien", score: 1 },
          { row: 1, answer: "chien, sorry", score: 0.5 },
        ],
      },
    ],
    [
      "files.yaml",
      "prompts: [p]\nproviders: [x]\ntests:\n  - file://a.yaml\n  - vars: {q: a}\n    assert: [{type: equals, value: b}]\n",
      { rows: 1, bad: 1 },
    ],
    [
      "generated.yaml",
      'prompts: [p]\nproviders: [x]\ntests: { path: "file://gen.py:make" }\n',
      { refusal: ["file://gen.py:make"] },
    ],
    [
      "ifeval.jsonl",
      six((at) => ({
        prompt: `p${at}`,
        instruction_id_list: ["length_constraints:number_words", "language:response_language"],
        kwargs: [{ relation: "less than", num_words: 6 }, { language: "de" }],
      })),
      {
        metric: "constraints",
        scores: [
          { row: 1, answer: "Das ist nicht so gut", score: 1 },
          { row: 1, answer: "This is not that good", score: 0.5 },
        ],
      },
    ],
  ];
  test.each(files)("%s", (...one) => reads(one));
});
