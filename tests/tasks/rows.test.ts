import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { previewRowsOf } from "../../src/tasks/rows/import-rows.ts";
import { file, imported, preview, refusal } from "../support/import-file.ts";

describe("reading CSV", () => {
  test("takes quotes, line breaks in cells, a BOM and CRLF in its stride", async () => {
    const { columns, rows } = await preview(
      '\uFEFFtext,label\r\n"one, ""two""\r\nthree",A\r\nfour,B\r\n',
      "x.csv",
    );
    expect(columns).toEqual(["text", "label"]);
    expect(rows).toEqual([
      ['one, "two"\nthree', "A"],
      ["four", "B"],
    ]);
  });

  test("guesses semicolons, tabs and pipes", async () => {
    for (const delimiter of [";", "\t", "|"]) {
      const { columns } = await preview(
        ["text", "label"].join(delimiter) + "\n" + ["a", "b"].join(delimiter),
        "x.csv",
      );
      expect(columns).toEqual(["text", "label"]);
    }
  });

  test.each([
    ["closed rows later", 'e,"F" x\n'],
    ["never closed", ""],
  ])("a quotation mark that is broken costs its own line and no other: %s", async (_, later) => {
    const text = `text,label\na,A\n"b,B\nc,C\n"d, d",D\n${later}g,G\n`;
    const { examples, summary } = await imported(text, "x.csv");
    expect(examples.map((example) => example.inputs["text"])).toEqual(["a", "c", "d, d", "g"]);
    expect(summary).toMatchObject({
      badRows: [
        { number: 2, reason: expect.stringMatching(/^A quotation mark/) },
        ...(later === "" ? [] : [{ number: 5, reason: expect.stringMatching(/^A quotation mark/) }]),
      ],
    });
  });

  test("a file with a broken quotation mark in every line is still read to its end", async () => {
    const lines = Array.from({ length: 3_000 }, (_, at) => `"broken ${at},A\ngood ${at},B`);
    const { examples, summary } = await imported(`text,label\n${lines.join("\n")}\n`, "x.csv");
    expect(examples.length).toBeGreaterThanOrEqual(1_000);
    expect(summary).toMatchObject({ kind: "imported" });
  });

  test("reports ragged rows by number and keeps the others", async () => {
    const { examples, summary } = await imported("text,label\na,A\nb\nc,C,too much\nd,D\n", "x.csv");
    expect(examples.map((example) => example.inputs["text"])).toEqual(["a", "d"]);
    expect(summary).toMatchObject({
      kind: "imported",
      rows: 2,
      badRowCount: 2,
      badRows: [
        { number: 2, reason: "It has 1 cell where the header has 2." },
        { number: 3, reason: "It has 3 cells where the header has 2." },
      ],
    });
  });

  test("tells repeated, empty and poisonous column names apart", async () => {
    const { columns, notes, rows } = await preview("text,text,,__proto__,constructor\na,b,c,d,e", "x.csv");
    expect(columns).toEqual(["text", "text (2)", "column 3", "proto", "constructor"]);
    expect(notes).toHaveLength(3);
    expect(rows).toEqual([["a", "b", "c", "d", "e"]]);
    expect(({} as Record<string, unknown>)["d"]).toBeUndefined();
  });

  test("refuses a row with a NUL and keeps the file", async () => {
    const { summary } = await imported("text,label\na,A\nb\0,B\n", "x.csv");
    expect(summary).toMatchObject({
      rows: 1,
      badRows: [{ number: 2, reason: expect.stringContaining("NUL") as string }],
    });
  });

  test("reports an unclosed quotation mark at the end of the file", async () => {
    const { summary } = await imported('text,label\na,A\n"b,B\n', "x.csv");
    expect(summary).toMatchObject({ rows: 1, badRowCount: 1 });
  });

  test("gives up only a line when an unclosed quotation mark would swallow millions of characters", async () => {
    const filler = "word ".repeat(20_000);
    const rows = Array.from({ length: 50 }, (_, index) => `${filler}${index},L`).join("\n");
    const { summary } = await imported(`text,label\n"open,A\n${rows}\n`, "x.csv");
    expect(summary).toMatchObject({ kind: "imported", rows: 50, badRowCount: 1 });
  });

  test("reads UTF-16 by its mark and Western text with a remark", async () => {
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...[..."text,label\nä,A\n"].flatMap((char) => [char.charCodeAt(0), 0]),
    ]);
    expect((await preview(utf16, "x.csv")).rows).toEqual([["ä", "A"]]);
    const western = new Uint8Array(
      [..."text,label\n"].map((char) => char.charCodeAt(0)).concat([0xe4, 0x2c, 0x41]),
    );
    const read = await preview(western, "x.csv");
    expect(read.rows).toEqual([["ä", "A"]]);
    expect(read.notes[0]).toContain("not UTF-8");
  });

  test("gives back every table that was written as CSV", async () => {
    const cell = fc
      .string({ unit: "grapheme" })
      .map((text) => text.replaceAll("\0", "").replaceAll(/\r\n?/g, "\n"));
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          // A row of nothing but blanks is no row.
          fc.tuple(cell, cell).filter((row) => row.some((text) => text.trim() !== "")),
          { minLength: 1, maxLength: 30 },
        ),
        fc.constantFrom("\n", "\r\n"),
        async (table, end) => {
          const written = ["text,label", ...table.map((row) => row.map(quote).join(","))].join(end);
          expect((await preview(written, "x.csv")).rows).toEqual(table);
        },
      ),
    );
  });
});

describe("reading JSON and JSONL", () => {
  test("takes a list of objects, also inside an object, and reports what is no row", async () => {
    const { rows, badRows } = await preview(
      '{"data": [{"text": "a]", "n": 1}, 5, null, [1], {"text": "b", "deep": {"x": 1}}]}',
      "x.json",
    );
    expect(rows).toEqual([
      ["a]", "1", "", ""],
      ["", "", "5", ""],
      ["b", "", "", '{"x":1}'],
    ]);
    expect(badRows.map((row) => row.number)).toEqual([3, 4]);
  });

  test("keeps the good lines of a damaged JSONL file", async () => {
    const { examples, summary } = await imported(
      '{"text":"a","label":"A"}\n{"text":"b",\n\n{"text":"c","label":"C"}',
      "x.jsonl",
    );
    expect(examples.map((example) => example.inputs["text"])).toEqual(["a", "c"]);
    expect(summary).toMatchObject({
      badRows: [{ number: 2, reason: expect.stringContaining("not valid JSON") as string }],
    });
  });

  test("does not let __proto__ in", async () => {
    const { columns } = await preview('[{"__proto__": {"polluted": true}, "text": "a"}]', "x.json");
    expect(columns).toEqual(["proto", "text"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("reads chats as system, input and output", async () => {
    const chat = {
      messages: [
        { role: "system", content: "Be kind." },
        { role: "user", content: "Hi" },
        { role: "assistant", content: "Hello!" },
      ],
    };
    const { columns, rows, guessed } = await preview(
      `${JSON.stringify(chat)}\n${JSON.stringify(chat)}`,
      "x.jsonl",
    );
    expect(columns).toEqual(["system", "input", "output"]);
    expect(rows[0]).toEqual(["Be kind.", "Hi", "Hello!"]);
    expect(guessed).toMatchObject({ inputs: ["input"], expected: ["output"] });
  });

  test("gives back every list of texts, however the chunks fall", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "")),
          { minLength: 1 },
        ),
        async (texts) => {
          const rows = texts.map((text) => ({ text }));
          const read = await preview(JSON.stringify(rows), "x.json");
          expect(read.rows.map(([text]) => text)).toEqual(texts.map((text) => text.toWellFormed()));
          const lines = await preview(rows.map((row) => JSON.stringify(row)).join("\n"), "x.jsonl");
          expect(lines.rows).toEqual(read.rows);
        },
      ),
    );
  });

  test("says when a JSON file holds no list", async () => {
    expect(await refusal('{"a": 1}', "x.json")).toContain("No list of rows");
  });
});

describe("files that are no tables", () => {
  test("are refused with a sentence", async () => {
    expect(await refusal("", "x.csv")).toContain("No rows were found");
    expect(await refusal("text,label\n", "x.csv")).toContain("No rows were found");
    expect(await refusal(new Uint8Array(5000), "x.csv")).toContain("binary");
    expect(await refusal(new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]), "x.csv")).toContain("zip");
    expect(await refusal("not a zip", "x.xlsx")).toContain("not a workbook");
  });

  test("never make a reader throw or hang", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom("x.csv", "x.json", "x.jsonl", "x.tsv", "x.xlsx", "x"),
        async (bytes, name) => {
          const result = await previewRowsOf(file(bytes, name), {});
          expect(["preview", "bad-import"]).toContain(result.kind);
        },
      ),
    );
  });
});
