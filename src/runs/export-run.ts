import type { ExportRun } from "../storage/bundle/open-bundle-worker.ts";
import { asFile, rolloutsAsCsv, rolloutsAsJsonl } from "../storage/exports/rollout-files.ts";
import { readRun } from "../storage/read/runs.ts";
import { readReport } from "./report/read-report.ts";

/** A run as a report, or its rollouts as CSV or JSONL. */
export const exportRun: ExportRun = async (db, runId, what, now) => {
  const run = await readRun(db, runId);
  const refused = {
    kind: "refused",
    message: "This run is not here any more, or it has not begun.",
  } as const;
  if (run === undefined) return refused;
  if (what === "report") {
    const report = await readReport(db, runId, now);
    if (report === undefined) return refused;
    return { kind: "exported", name: report.name, file: new Blob([report.text], { type: "text/html" }) };
  }
  const isCsv = what === "rollouts-csv";
  const pieces = isCsv ? rolloutsAsCsv(db, runId) : rolloutsAsJsonl(db, runId);
  return {
    kind: "exported",
    name: `run-${run.number}-rollouts.${isCsv ? "csv" : "jsonl"}`,
    file: await asFile(pieces, isCsv ? "text/csv" : "application/jsonl"),
  };
};
