import { readFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { createSeededRandom, type SeededRandom } from "../../src/shared/seeded-random.ts";
import { importRows, previewRowsOf } from "../../src/tasks/rows/import-rows.ts";
import { openArchive } from "../../src/tasks/rows/workbook/unzip.ts";
import { makeZip } from "../support/make-workbook.ts";

const mutations = 200;
/** What breaks tables, lists and letters where it stands unexpectedly. */
const pieces = [
  '"',
  "'",
  ",",
  ";",
  "\t",
  "\n",
  "\r",
  "{",
  "}",
  "[",
  "]",
  ":",
  "- ",
  "&a",
  "*a",
  "<",
  ">",
  "\0",
  "\\",
  "\u00E4",
  "1e999",
  "sep=",
  "null",
];

function mutated(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  let list = [...bytes];
  const times = 1 + random.below(4);
  for (let turn = 0; turn < times; turn += 1) {
    const at = random.below(list.length);
    const length = random.below(40);
    const kind = random.below(6);
    if (kind === 0) list[at] = random.below(256);
    else if (kind === 1) list.splice(at, length);
    else if (kind === 2) list.splice(at, 0, ...list.slice(at, at + length));
    else if (kind === 3) list = list.slice(0, Math.max(1, at));
    else if (kind === 4) list.splice(at, 0, ...new TextEncoder().encode(random.pick(pieces)));
    else list.splice(at, 0, ...list.splice(random.below(list.length), length));
  }
  return Uint8Array.from(list);
}

/** A file read as New run reads it; what must be true of whatever comes of it. */
async function isSaid(bytes: Uint8Array, name: string): Promise<"read" | "refused"> {
  const source = { kind: "file", file: new Blob([bytes as BlobPart]), name } as const;
  const preview = await previewRowsOf(source, {});
  if (preview.kind === "bad-import") {
    expect(preview.message).toMatch(/\S/);
    return "refused";
  }
  expect(preview.columns.length).toBeGreaterThan(0);
  expect(new Set(preview.columns).size).toBe(preview.columns.length);
  for (const row of preview.rows) expect(row).toHaveLength(preview.columns.length);
  for (const { reason } of preview.badRows) expect(reason).toMatch(/\S/);
  const cells: string[] = [];
  const summary = await importRows(
    source,
    {},
    preview.guessed,
    async (rows) => void cells.push(...rows.flatMap((row) => Object.values(row.inputs))),
    () => false,
  );
  if (summary.kind !== "imported") return "refused";
  expect(summary.badRowCount).toBe(summary.badRows.length);
  // Letters that were lost are never lost unsaid.
  if (cells.some((cell) => cell.includes("\uFFFD"))) expect(summary.notes.join(" ")).toContain("lost");
  return "read";
}

describe("200 mutations of a file end in rows, bad rows or a sentence, never in an exception", () => {
  const files = [
    "k01a-semicolon-8-rows.csv",
    "k02b-title-and-date-above-header.csv",
    "k04a-hf-viewer-rows.json",
    "k06h-arc.jsonl",
    "k05d-numbers.yaml",
    "k10c-list-of-values.yaml",
    "k09a-evals-input-list-ideal-list.jsonl",
    "k03d-utf16-with-mark.json",
    "k08c-label-merged-downwards.xlsx",
  ];
  test.each(files)("%s", { timeout: 60_000 }, async (name) => {
    const bytes = await readFile(new URL(`../fixtures/cases/${name}`, import.meta.url));
    const random = createSeededRandom(7, name);
    const outcomes = { read: 0, refused: 0 };
    for (let turn = 0; turn < mutations; turn += 1) outcomes[await isSaid(mutated(bytes, random), name)] += 1;
    expect(outcomes.read + outcomes.refused).toBe(mutations);
  });

  test("the parts of a workbook", { timeout: 60_000 }, async () => {
    const name = "k08c-label-merged-downwards.xlsx";
    const bytes = await readFile(new URL(`../fixtures/cases/${name}`, import.meta.url));
    const archive = await openArchive(new Blob([bytes as BlobPart]));
    const names = [
      "xl/workbook.xml",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/worksheets/sheet1.xml",
    ];
    const parts = await Promise.all(
      names.map(async (part) => ({ name: part, data: Buffer.from((await archive.text(part)) ?? "") })),
    );
    const random = createSeededRandom(7, "parts");
    const outcomes = { read: 0, refused: 0 };
    for (let turn = 0; turn < mutations; turn += 1) {
      const at = random.below(parts.length);
      const entries = parts.map((part, index) =>
        index === at ? { ...part, data: Buffer.from(mutated(part.data, random)) } : part,
      );
      outcomes[await isSaid(makeZip(entries), name)] += 1;
    }
    expect(outcomes.read).toBeGreaterThan(0);
    expect(outcomes.refused).toBeGreaterThan(0);
  });
});
