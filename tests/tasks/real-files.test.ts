import { describe, test } from "vitest";

import { type FileCase as Case, reads } from "../support/reads-file.ts";

const utf16 = (text: string, isLittle: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
  return new Uint8Array(view.buffer);
};

describe("a table of text is read as it was written", () => {
  const tables: readonly Case[] = [
    [
      "pipes.csv",
      "text|label\nhello, world; yes|A\nbye, all; no|B\n",
      { columns: ["text", "label"], rows: 2, bad: 0 },
    ],
    ["tabs.csv", "text\tlabel\nhello, world\tA\nbye; all\tB", { columns: ["text", "label"], rows: 2 }],
    [
      "one column.csv",
      "question\nWhat, really?\nWho, me?\nWhere; there?\n",
      { columns: ["question"], rows: 3, bad: 0 },
    ],
    ["two rows.csv", "a;b\n1,5;2,5\n2,5;3,5\n", { columns: ["a", "b"], rows: 2, bad: 0 }],
    ["blank lines.csv", "q;l\n\nx, y;a\n\nz;b\n\n\n", { columns: ["q", "l"], rows: 2, bad: 0 }],
    [
      "semicolons in texts.csv",
      "text,label\nwe go; they stay; fine,x\nyou; me,y\nnobody; else,x\n",
      { columns: ["text", "label"], rows: 3, bad: 0 },
    ],
    ["ends with the sign.csv", "q,l,\na,x,\nb,y,\n", { columns: ["q", "l"], rows: 2, bad: 0 }],
    ["blank rows.csv", "q,l\na,x\nb,y\n,\n,\n", { rows: 2, bad: 0 }],
    ["tildes.csv", "question~label\nhello, a~x\nbye; b~y\n", { columns: ["question", "label"], rows: 2 }],
    [
      "blanks behind.csv",
      'question, label\n"hello, you", x\nbye, y\n',
      {
        columns: ["question", "label"],
        rows: 2,
        bad: 0,
        cells: { question: { 1: "hello, you" }, label: { 1: "x" } },
      },
    ],
    [
      "single quotes.csv",
      "question,label\n'Hello, world',red\n'Bye, all, now',green\n",
      { rows: 2, bad: 0, cells: { question: { 1: "Hello, world" } } },
    ],
    [
      "backslashes.csv",
      String.raw`question,label
"He said \"hi, you\"",red
"x",green
`,
      { rows: 2, bad: 0, cells: { question: { 1: 'He said "hi, you"' } } },
    ],
    [
      "typographic.csv",
      "question,label\n“Hello, world”,red\n„Bye, all“,green\n",
      { rows: 2, bad: 0, cells: { question: { 1: "Hello, world" } } },
    ],
    ["sep tab.csv", "sep=\t\nq\tl\na, b\tx\nc\ty\n", { columns: ["q", "l"], rows: 2 }],
    ["sep quoted.csv", '"sep=,"\r\nq,l\r\na;b,x\r\n', { columns: ["q", "l"], rows: 1 }],
    ["sep and mark.csv", "\uFEFFsep=;\nq;l\na,b;x\n", { columns: ["q", "l"], rows: 1 }],
    [
      "title.csv",
      "My report\nGenerated 2024-01-01\n\nquestion,answer\nq1,a1\nq2,a2\n",
      { columns: ["question", "answer"], rows: 2, bad: 0, remarks: ["title"] },
    ],
    [
      "key and value.csv",
      "Exported by,Anna\nDate,2024-01-01\n\nquestion,answer,source\nq1,a1,s1\nq2,a2,s2\n",
      { columns: ["question", "answer", "source"], rows: 2, bad: 0 },
    ],
    [
      "index.csv",
      ",question,answer\n0,q0,a0\n1,q1,a1\n",
      { rows: 2, inputs: ["question"], expected: ["answer"] },
    ],
  ];
  test.each(tables)("%s", (...one) => reads(one));
});

describe("letters are read in the file's own encoding", () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const files: readonly Case[] = [
    [
      "little.csv",
      utf16("question,answer\nWo ist er?,Straße\n", true),
      { rows: 1, cells: { answer: { 1: "Straße" } } },
    ],
    [
      "big.jsonl",
      utf16('\uFEFF{"question":"Wo","answer":"Straße"}\n', false),
      { rows: 1, cells: { answer: { 1: "Straße" } } },
    ],
    [
      "chinese.csv",
      utf16("问题,答案\n什么是这个东西呢？,对的\n为什么不可以,不对\n", true),
      { columns: ["问题", "答案"], rows: 2, inputs: ["问题"], expected: ["答案"] },
    ],
    [
      "marked.yaml",
      utf16("\uFEFF- question: Wo\n  answer: Straße\n", true),
      { rows: 1, cells: { answer: { 1: "Straße" } } },
    ],
    [
      "western.json",
      bytes('[{"question":"O\xf9","answer":"d\xe9j\xe0 \x93x\x94 \x80"}]'),
      { rows: 1, remarks: ["not UTF-8"], cells: { answer: { 1: "déjà “x” €" } } },
    ],
    [
      "one bad byte.csv",
      Uint8Array.from([
        ...new TextEncoder().encode("question,answer\nStraße,déjà\nÜber,naïve\nM"),
        0xfc,
        ...new TextEncoder().encode("ller,x\n"),
      ]),
      {
        rows: 3,
        remarks: ["not UTF-8"],
        cells: { question: { 1: "Straße", 3: "Müller" } },
        never: ["\uFFFD"],
      },
    ],
    ["lost.csv", "question,answer\nStra\uFFFDe,x\n", { rows: 1, remarks: ["letters of this file are lost"] }],
  ];
  test.each(files)("%s", (...one) => reads(one));
});

describe("the right list of a JSON file is found", () => {
  const files: readonly Case[] = [
    [
      "nested.json",
      '{"meta":{"v":1},"payload":{"info":[1,2],"items":[{"question":"q","answer":"a"}]}}',
      { columns: ["question", "answer"], rows: 1 },
    ],
    [
      "by column.json",
      '{"question":{"0":"q0","1":"q1"},"answer":{"0":"a0","1":"a1"}}',
      { columns: ["question", "answer"], rows: 2 },
    ],
    [
      "by row.json",
      '{"a":{"question":"q0","answer":"a0"},"b":{"question":"q1","answer":"a1"}}',
      { columns: ["id", "question", "answer"], rows: 2 },
    ],
    [
      "table.json",
      '{"schema":{"fields":[{"name":"question"}]},"data":[{"question":"q0","answer":"a"}]}',
      { columns: ["question", "answer"], rows: 1 },
    ],
    [
      "values.json",
      '[["question","answer"],["q0","a0"],["q1","a1"]]',
      { columns: ["question", "answer"], rows: 2, bad: 0 },
    ],
    [
      "pretty.jsonl",
      '{\n  "question": "q0",\n  "answer": 1.0\n}\n{\n  "question": "q1",\n  "answer": 2\n}\n',
      { columns: ["question", "answer"], rows: 2, bad: 0, column: { answer: ["1.0", "2"] } },
    ],
    ["several.json", '{\n "question": "q0"\n}\n{\n "question": "q1"\n}\n', { rows: 2, bad: 0 }],
    [
      "splits of columns.json",
      '{"train":{"question":["a","b"],"answer":["1","2"]},"validation":{"question":["c"],"answer":["3"]}}',
      { rows: 3, column: { split: ["train", "train", "validation"] } },
    ],
    [
      "wrapped.json",
      '{"records":[{"id":"r","fields":{"q":"a","label":"x"}},{"id":"s","fields":{"q":"b","label":"y"}}]}',
      { columns: ["q", "label"], rows: 2 },
    ],
    [
      "squad.json",
      '{"data":[{"title":"T","paragraphs":[{"context":"c","qas":[{"id":"1","question":"q?","answers":[{"text":"yes"},{"text":"yep"}]}]}]}]}',
      {
        rows: 1,
        inputs: ["context", "question"],
        expected: ["answers"],
        scores: [
          { row: 1, answer: "Yep.", score: 1 },
          { row: 1, answer: "no", score: 0 },
        ],
      },
    ],
    [
      "two lists.json",
      '{"metrics":[{"v":1},{"v":2},{"v":3}],"examples":[{"question":"1","answer":"2"}]}',
      { rows: 1, remarks: ['"metrics" (3)'] },
    ],
    [
      "unequal.json",
      '{"question":["a","b","c"],"answer":["1","2"]}',
      { refusal: ['"question" has 3', '"answer" has 2'] },
    ],
    ["commas.jsonl", '{"question":"a"},\n{"question":"c"},\n', { rows: 2, bad: 0 }],
    ["cells.jsonl", '["question","answer"]\n["q0","a0"]\n', { columns: ["question", "answer"], rows: 1 }],
    [
      "anchors.yaml",
      "defaults: &d\n  lang: en\nrows:\n  - <<: *d\n    question: 1.10\n  - <<: *d\n    question: True\n",
      { columns: ["lang", "question"], column: { question: ["1.10", "True"] } },
    ],
    [
      "deep numbers.json",
      '[{"id":9007199254740993,"deep":{"x":1.50,"y":[1e5,12345678901234567890]}}]',
      { cells: { id: { 1: "9007199254740993" }, deep: { 1: '{"x":1.50,"y":[1e5,12345678901234567890]}' } } },
    ],
  ];
  test.each(files)("%s", (...one) => reads(one));
});

describe("files of other kinds are refused by their name", () => {
  const bytes = (start: readonly number[]): Uint8Array =>
    Uint8Array.from([...start, ...Array.from({ length: 40 }, () => 7)]);
  const files: readonly Case[] = [
    ["old.xls", bytes([0xd0, 0xcf, 0x11, 0xe0]), { refusal: [".xls", "password"] }],
    ["broken.csv.gz", bytes([0x1f, 0x8b]), { refusal: ["gzip", "damaged"] }],
    ["rows.parquet", bytes([0x50, 0x41, 0x52, 0x31]), { refusal: ["Parquet"] }],
    ["rows.csv", bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), { refusal: ["picture"] }],
    ["export.xls", "<html><body><table><tr><td>q</td></tr></table></body></html>", { refusal: ["web page"] }],
    ["rows.json", "<!DOCTYPE html><html></html>", { refusal: ["web page"] }],
  ];
  test.each(files)("%s", (...one) => reads(one));
});
