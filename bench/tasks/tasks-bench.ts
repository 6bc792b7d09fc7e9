import { fileURLToPath } from "node:url";

import { metrics } from "../../src/tasks/metrics/registry.ts";
import { generateRouting } from "../../src/tasks/routing/generate-routing.ts";
import { importRows } from "../../src/tasks/rows/import-rows.ts";
import { createQuickJsSandbox } from "../../src/tasks/sandbox/quickjs.ts";
import { nearDuplicateGroups } from "../../src/tasks/splits/near-duplicates.ts";
import type { Example } from "../../src/tasks/task-spec.ts";
import { makeWorkbook } from "../../tests/support/make-workbook.ts";
import { inputOf } from "../../tests/support/metric-input.ts";
import { ensureBuilt } from "../../tools/build/ensure-built.ts";
import { printTable } from "../engine/table.ts";
import { benchRowsInPage } from "./rows-in-page.ts";

const rowCount = 100_000;

/** `npm run bench -- tasks` */
export async function run(): Promise<void> {
  await benchReaders();
  await benchMetrics();
  await benchSandbox();
  benchGenerators();
  await benchRowsInPage(ensureBuilt());
}

async function benchReaders(): Promise<void> {
  const table = Array.from({ length: rowCount }, (_, index) => ({
    text: `message number ${index}, with a comma and "quotes" and some more words`,
    label: `LABEL${index % 9}`,
  }));
  const csv = (delimiter: string) =>
    [
      `text${delimiter}label`,
      ...table.map((row) => `"${row.text.replaceAll('"', '""')}"${delimiter}${row.label}`),
    ].join("\n");
  const sources: readonly (readonly [name: string, content: string | Uint8Array, rows: number])[] = [
    ["rows.csv", csv(","), rowCount],
    ["rows.tsv", csv("\t"), rowCount],
    ["rows.jsonl", table.map((row) => JSON.stringify(row)).join("\n"), rowCount],
    ["rows.json", JSON.stringify(table), rowCount],
    [
      "rows.xlsx",
      makeWorkbook({
        Rows: [["text", "label"], ...table.slice(0, 20_000).map((row) => [row.text, row.label])],
      }),
      20_000,
    ],
  ];
  const lines: string[][] = [];
  for (const [name, content, rows] of sources) {
    const file = new Blob([content as BlobPart]);
    const started = performance.now();
    const summary = await importRows(
      { kind: "file", file, name },
      {},
      { inputs: ["text"], expected: ["label"] },
      async () => undefined,
      () => false,
    );
    if (summary.kind !== "imported" || summary.rows !== rows)
      throw new Error(`${name}: ${JSON.stringify(summary)}`);
    const seconds = (performance.now() - started) / 1000;
    lines.push([
      name,
      rows.toLocaleString("en"),
      (file.size / 1e6).toFixed(1),
      Math.round(rows / seconds).toLocaleString("en"),
    ]);
  }
  printTable("Readers, parsed, checked and given ids (node)", ["file", "rows", "MB", "rows/s"], lines);
}

async function benchMetrics(): Promise<void> {
  const example: Example = {
    id: "row",
    inputs: { text: "x" },
    expected: { answer: '{"name": "Ada Lovelace", "year": 1815}' },
  };
  const output = '```json\n{"name": "Ada Lovelace", "year": 1816}\n```';
  const options = {
    pattern: "[a-z]+\\d+",
    schema: { type: "object", required: ["name"], properties: { year: { type: "integer" } } },
    constraints: [{ name: "at-most-words", count: 20 }, { name: "no-commas" }],
    atMost: 20,
    column: "answer",
    module: "answer",
  };
  const lines: string[][] = [];
  for (const [kind, metric] of Object.entries(metrics)) {
    if (kind === "judge" || kind === "code") continue;
    const input = inputOf(output, example);
    const calls = 5000;
    for (let warm = 0; warm < 500; warm += 1) await metric.judge(input, options);
    const started = performance.now();
    for (let call = 0; call < calls; call += 1) await metric.judge(input, options);
    lines.push([kind, Math.round(((performance.now() - started) / calls) * 1e6).toLocaleString("en")]);
  }
  printTable("Metrics on a small JSON answer (node)", ["metric", "ns/call"], lines);
}

async function benchSandbox(): Promise<void> {
  const sandbox = createQuickJsSandbox();
  const row = { id: "1", inputs: { text: "x" }, expected: { answer: "x" }, output: "x", steps: [] };
  const code = String(metrics["code"]?.options[0]?.default);
  await sandbox.call(code, "score", row);
  const calls = 500;
  const started = performance.now();
  for (let call = 0; call < calls; call += 1) await sandbox.call(code, "score", row);
  const perSecond = Math.round(calls / ((performance.now() - started) / 1000));
  printTable(
    "Sandbox, a fresh interpreter per call (node)",
    ["calls", "calls/s"],
    [[String(calls), perSecond.toLocaleString("en")]],
  );
}

function benchGenerators(): void {
  let started = performance.now();
  const rows = generateRouting(1, { feedback: 5000, pareto: 5000, test: 10_000 });
  const perSecond = Math.round(20_000 / ((performance.now() - started) / 1000));
  started = performance.now();
  const all = [...rows.feedback, ...rows.pareto, ...rows.test];
  nearDuplicateGroups(all);
  const searched = Math.round(all.length / ((performance.now() - started) / 1000));
  printTable(
    "Routing rows (node)",
    ["work", "rows/s"],
    [
      ["writing messages", perSecond.toLocaleString("en")],
      ["looking for near-duplicates among 20,000", searched.toLocaleString("en")],
    ],
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run();
