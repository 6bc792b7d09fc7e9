import type { TableFormat } from "../../protocol/import-worker.ts";

/** The format by the file's name, or by how its text begins where the name does not say. */
export function detectFormat(name: string, start: string): TableFormat {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (extension === "xlsx" || extension === "xlsm") return "xlsx";
  if (extension === "tsv" || extension === "tab") return "tsv";
  if (extension === "jsonl" || extension === "ndjson") return "jsonl";
  if (extension === "csv") return "csv";
  const text = start.replace(/^\uFEFF/, "").trimStart();
  if (text.startsWith("PK\u0003\u0004")) return "xlsx";
  if (text.startsWith("{")) return looksLikeLines(text, extension === "json") ? "jsonl" : "json";
  if (text.startsWith("[") && (extension === "json" || /^\[\s*[[{"\]\d-]/.test(text))) return "json";
  return /^[^\n]*\t/.test(text) ? "tsv" : "csv";
}

/** One whole JSON value on the first line, and another line after it: JSON Lines. Said to be JSON, it must be so. */
function looksLikeLines(text: string, saysJson: boolean): boolean {
  const [first = "", second = ""] = text.split(/\r?\n/, 2);
  try {
    JSON.parse(first);
    return second.trim() !== "" || !(saysJson || /"\s*:\s*\[\s*\{/.test(first));
  } catch {
    return second.trimStart().startsWith("{") && first.trimEnd().endsWith("}");
  }
}
