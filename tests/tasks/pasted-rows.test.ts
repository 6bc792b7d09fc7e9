import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { previewRowsOf } from "../../src/tasks/rows/import-rows.ts";
import { imported, preview } from "../support/import-file.ts";

const pasted = "pasted rows.txt";

describe("pasted text", () => {
  test("is read as what it looks like", async () => {
    const cases: readonly (readonly [string, string])[] = [
      ["message,team\nThe parcel is late.,SHIPPING\n", "csv"],
      ['message,team\n"Late, again",SHIPPING\n', "csv"],
      ["message\tteam\nThe parcel is late.\tSHIPPING\n", "tsv"],
      ['{"message":"x"}\n{"message":"y"}\n', "jsonl"],
      ['[{"message":"x"},{"message":"y"}]', "json"],
      ["The parcel is late.\nWhere is my money?\n", "lines"],
      ["Hello, the parcel is late.\nWell, well.\n", "lines"],
      ["- vars: { a: 1 }\n", "yaml"],
      ["- buy milk\n- call home\n", "lines"],
    ];
    for (const [text, format] of cases)
      expect([text, (await preview(text, pasted)).format]).toEqual([text, format]);
  });

  test("plain lines are rows of one input, empty ones left out", async () => {
    const { columns, rows, guessed } = await preview("\uFEFFone\r\n\r\n two \nthree", pasted, {
      format: "lines",
    });
    expect(columns).toEqual(["input"]);
    expect(rows).toEqual([["one"], ["two"], ["three"]]);
    expect(guessed).toMatchObject({ inputs: ["input"], expected: [] });
  });

  test("a line with a NUL is a bad row with its number", async () => {
    const { summary } = await imported("one\nt\0wo\nthree\n", "rows.txt", {
      inputs: ["input"],
      expected: [],
    });
    expect(summary).toMatchObject({ rows: 2, badRows: [{ number: 2 }] });
  });

  test("any text at all is read or refused, and every non-empty line is one row", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 30 }), { maxLength: 20 }), async (lines) => {
        const text = lines.join("\n");
        const outcome = await previewRowsOf({ kind: "text", text, name: pasted }, { format: "lines" });
        const wanted = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "").length;
        const seen = outcome.kind === "preview" ? outcome.rows.length + outcome.badRows.length : undefined;
        expect(seen ?? 0).toBe(outcome.kind === "preview" ? wanted : 0);
      }),
    );
  });

  test("the user's word on the format counts more than the guess", async () => {
    const { columns } = await preview("a,b\nc,d\n", pasted, { format: "lines" });
    expect(columns).toEqual(["input"]);
  });
});

describe("running text as documents", () => {
  test("a paragraph is a passage under the heading before it", async () => {
    const { rows } = await preview(
      "Before all.\n\n# Returns\nThirty days.\nThen no more.\n\nUnopened only.\n## Warranty ##\nTwo years.",
      "help.md",
      { format: "passages" },
    );
    expect(rows).toEqual([
      ["", "Before all."],
      ["Returns", "Thirty days.\nThen no more."],
      ["Returns", "Unopened only."],
      ["Warranty", "Two years."],
    ]);
  });

  test("a passage is never too long for a prompt, and no word of it is lost", async () => {
    const long = Array.from({ length: 900 }, (_, at) => `Word${at}${at % 9 === 0 ? "." : ""}`).join(" ");
    const { rows } = await preview(long, "long.txt", { format: "passages" });
    expect(rows.length).toBeGreaterThan(3);
    expect(Math.max(...rows.map((row) => row[1]?.length ?? 0))).toBeLessThanOrEqual(1500);
    expect(rows.flatMap((row) => row[1]?.split(/\s+/) ?? [])).toEqual(long.split(" "));
    const { rows: endless } = await preview("x".repeat(5000), "x.txt", { format: "passages" });
    expect(endless.map((row) => row[1]).join("")).toHaveLength(5000);
  });
});
