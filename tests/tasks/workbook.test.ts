import { describe, expect, test } from "vitest";

import { importRows, previewRowsOf } from "../../src/tasks/rows/import-rows.ts";
import { file, imported, preview, refusal } from "../support/import-file.ts";
import { makeWorkbook, makeZip } from "../support/make-workbook.ts";

describe("reading a workbook", () => {
  test("takes the first sheet that has rows, with numbers as they print and empty cells empty", async () => {
    const bytes = makeWorkbook({
      Empty: [],
      Rows: [
        ["text", "label", "n"],
        ["a", "A", 1.5],
        ["b", null, 7],
        ["c", "C", null],
      ],
    });
    const read = await preview(bytes, "x.xlsx");
    expect(read).toMatchObject({
      format: "xlsx",
      sheets: ["Empty", "Rows"],
      columns: ["text", "label", "n"],
    });
    expect(read.rows).toEqual([
      ["a", "A", "1.5"],
      ["b", "", "7"],
      ["c", "C", ""],
    ]);
    const { summary } = await imported(bytes, "x.xlsx");
    expect(summary).toMatchObject({
      rows: 2,
      badRows: [{ number: 2, reason: 'Its expected answer ("label") is empty.' }],
    });
  });

  test("opens the sheet that was asked for and says when there is none of that name", async () => {
    const bytes = makeWorkbook({ One: [["text"], ["a"]], Two: [["text"], ["b"]] });
    const two = await previewRowsOf(file(bytes, "x.xlsx"), { sheet: "Two" });
    expect(two).toMatchObject({ kind: "preview", rows: [["b"]] });
    const roles = { inputs: ["text"], expected: [] };
    const none = await importRows(
      file(bytes, "x.xlsx"),
      { sheet: "Three" },
      roles,
      async () => undefined,
      () => false,
    );
    expect(none).toMatchObject({
      kind: "bad-import",
      message: expect.stringContaining('no sheet "Three"') as string,
    });
  });

  test("refuses one that claims to be a gigabyte, before unpacking anything", async () => {
    expect(await refusal(makeWorkbook({ A: [["text"], ["a"]] }, 1024 ** 3), "x.xlsx")).toContain(
      "would unpack to 1,024 MB",
    );
  });

  test("survives a bomb that claims to be small", async () => {
    const bomb = Buffer.concat([Buffer.from("<worksheet><sheetData>"), Buffer.alloc(80 * 1024 * 1024, 32)]);
    const whole = makeWorkbook({ A: [["text"], ["a"]] });
    expect(whole.length).toBeLessThan(2000);
    const bytes = makeZip([{ name: "xl/workbook.xml", data: bomb, claimedSize: 500 }]);
    expect(bytes.length).toBeLessThan(200_000);
    expect(await refusal(bytes, "x.xlsx")).toContain("could not be read");
  });

  test("refuses a damaged table of contents and a zip that is no workbook", async () => {
    const bytes = makeWorkbook({ A: [["text"], ["a"]] });
    const cut = bytes.slice(0, bytes.length - 30);
    expect(await refusal(cut, "x.xlsx")).toContain("not a workbook");
    const broken = bytes.slice();
    broken.fill(0xff, bytes.length - 92, bytes.length - 80);
    expect(await refusal(broken, "x.xlsx")).toContain("damaged");
    expect(await refusal(makeZip([{ name: "a.txt", data: Buffer.from("a") }]), "x.xlsx")).toContain(
      "could not be read",
    );
  });
});
