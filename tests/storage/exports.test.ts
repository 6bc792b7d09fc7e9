import "fake-indexeddb/auto";
import * as fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";

import { csvCell } from "../../src/storage/exports/csv-cell.ts";
import { asFile, rolloutsAsCsv, rolloutsAsJsonl } from "../../src/storage/exports/rollout-files.ts";
import { openFresh } from "./open-storage.ts";

const hostile = [
  '=HYPERLINK("https://attacker.test","click")',
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "  =1",
  "\uFF1D1+1",
  "<script>alert(1)</script>",
  "\u001B[31mred\u001B[0m",
  'a,"b"\nc',
  "\u202Egnp.exe",
];

describe("a CSV cell", () => {
  test.each(hostile)("%j is never a formula, and reads back as one cell", (text) => {
    const line = `${csvCell(text)},end\r\n`;
    const [cells] = Papa.parse<string[]>(line).data;
    expect(cells).toHaveLength(2);
    expect(cells?.[0]).not.toMatch(/^\s*[=+\-@\uFF1D]/);
    expect(line).not.toContain("\u001B");
  });

  test("holds any text, but for control characters and an apostrophe before what looks like a formula", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const [cells] = Papa.parse<string[]>(`x,${csvCell(text)},y\r\n`, { delimiter: "," }).data;
        // eslint-disable-next-line no-control-regex -- what is left out
        const kept = text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u0080-\u009F]/g, "");
        expect([kept, `'${kept}`]).toContain(cells?.[1]);
      }),
    );
  });

  test("a number stays a number, negative ones too", () => {
    expect([csvCell(-0.5), csvCell(3), csvCell(undefined)]).toEqual(["-0.5", "3", ""]);
  });
});

test("all rollouts of a run come out once, in order, as CSV and as JSONL with their traces", async () => {
  const db = await openFresh();
  const rollouts = Array.from({ length: 1203 }, (_, callIndex) => ({
    runId: "run",
    callIndex,
    candidateHash: "h",
    exampleId: "e",
    split: "feedback" as const,
    purpose: "parent",
    outcome: { kind: "scored" as const, score: 0.5 },
    output: hostile[callIndex % hostile.length] ?? "",
    feedback: "",
    usage: {},
    latencyMs: 1,
    at: 0,
  }));
  await db.rollouts.bulkAdd(rollouts);
  await db.trajectories.add({ runId: "run", callIndex: 7, trajectory: [] });
  const words = new Map([["e", { input: "=what came in", expected: "BILLING" }]]);
  const csv = await (await asFile(rolloutsAsCsv(db, "run", words), "text/csv")).text();
  const rows = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
  expect(rows.map((row) => Number(row["call"]))).toEqual(rollouts.map((row) => row.callIndex));
  expect(rows[0]).toMatchObject({ input: "'=what came in", expected: "BILLING" });
  const lines = (await (await asFile(rolloutsAsJsonl(db, "run", words), "application/jsonl")).text())
    .trim()
    .split("\n");
  expect(lines).toHaveLength(1203);
  expect(JSON.parse(lines[7] ?? "")).toMatchObject({ callIndex: 7, trajectory: [], expected: "BILLING" });
});
