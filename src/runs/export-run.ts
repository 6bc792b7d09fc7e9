import { pageWithBundle } from "../storage/bundle/bundle-in-page.ts";
import type { ExportRun } from "../storage/bundle/open-bundle-worker.ts";
import { writeBundle } from "../storage/bundle/write-bundle.ts";
import {
  asFile,
  rolloutsAsCsv,
  rolloutsAsJsonl,
  type RowsInWords,
} from "../storage/exports/rollout-files.ts";
import { readExamples } from "../storage/read/library.ts";
import { rolloutCount } from "../storage/read/rollouts.ts";
import { readRun } from "../storage/read/runs.ts";
import type { RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import { generatedRows } from "../tasks/generated-rows.ts";
import { readReport } from "./report/read-report.ts";

/** What the rows of a run say; empty when its dataset is gone. A field alone stands bare, several as JSON. */
async function wordsOfRows(db: StudioDatabase, { task: { source } }: RunRow): Promise<RowsInWords> {
  const rows =
    source.kind === "dataset"
      ? await readExamples(db, source.datasetId)
      : Object.values(generatedRows(source)).flat();
  const text = (fields: Readonly<Record<string, string>>): string => {
    const values = Object.values(fields);
    return values.length === 1 ? (values[0] ?? "") : values.length === 0 ? "" : JSON.stringify(fields);
  };
  return new Map(rows.map((row) => [row.id, { input: text(row.inputs), expected: text(row.expected) }]));
}

/** A run as a report, with the run itself in it or without, or its rollouts as CSV or JSONL. */
export const exportRun: ExportRun = async (db, runId, what, now, onProgress) => {
  const run = await readRun(db, runId);
  const refused = {
    kind: "refused",
    message: "This run is not here any more, or it has not begun.",
  } as const;
  if (run === undefined) return refused;
  if (what === "report" || what === "report-with-run") {
    const carries = what === "report-with-run";
    const report = await readReport(db, runId, now, carries);
    if (report === undefined) return refused;
    const file = carries
      ? await pageWithBundle(report.text, (await writeBundle(db, { runIds: [runId] }, now, onProgress)).bytes)
      : new Blob([report.text], { type: "text/html" });
    return { kind: "exported", name: report.name, file };
  }
  const isCsv = what === "rollouts-csv";
  const words = await wordsOfRows(db, run);
  const total = await rolloutCount(db, runId);
  const onRows = (rows: number): void => onProgress({ rows, share: rows / Math.max(1, total) });
  const pieces = isCsv ? rolloutsAsCsv(db, runId, words, onRows) : rolloutsAsJsonl(db, runId, words, onRows);
  return {
    kind: "exported",
    name: `run-${run.number}-rollouts.${isCsv ? "csv" : "jsonl"}`,
    file: await asFile(pieces, isCsv ? "text/csv" : "application/jsonl"),
  };
};
