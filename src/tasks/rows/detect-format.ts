import type { TableFormat } from "../../protocol/import-worker.ts";

/** The format by the file's name, or by how its text begins where the name does not say. */
export function detectFormat(name: string, start: string): TableFormat {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (extension === "xlsx" || extension === "xlsm") return "xlsx";
  if (extension === "tsv" || extension === "tab") return "tsv";
  if (extension === "jsonl" || extension === "ndjson") return "jsonl";
  if (extension === "csv") return "csv";
  if (extension === "yaml" || extension === "yml") return "yaml";
  const text = start.replace(/^\uFEFF/, "").trimStart();
  if (text.startsWith("PK\u0003\u0004")) return "xlsx";
  if (text.startsWith("{")) return looksLikeLines(text, extension === "json") ? "jsonl" : "json";
  if (text.startsWith("[") && (extension === "json" || /^\[\s*[[{"\]\d-]/.test(text))) return "json";
  if (/^[^\n]*\t/.test(text)) return "tsv";
  if (!isProse(extension)) return "csv";
  if (/^(?:---\s+)?(?:- [\w"' ]{1,40}: ?\S?|(?:description|prompts|providers|tests):)/.test(text))
    return "yaml";
  return looksLikeTable(text) ? "csv" : "lines";
}

/** Names of texts, also of what was pasted. */
function isProse(extension: string | undefined): boolean {
  return extension === "txt" || extension === "md" || extension === "text";
}

/** The header and the lines after it have the same cells; a comma before a space belongs to a sentence. */
function looksLikeTable(text: string): boolean {
  const [header = "", ...others] = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, 6);
  const delimiter = [",", ";", "|"].find((one) => header.includes(one));
  if (delimiter === undefined || /, /.test(header)) return false;
  const cells = (line: string): number => line.replaceAll(/"(?:[^"]|"")*"/g, "").split(delimiter).length;
  const wanted = cells(header);
  // The last line of what was looked at may be cut, and a quoted cell may go over several lines.
  return (
    others.length === 0 ||
    others.some((line) => cells(line) === wanted) ||
    others.some((line) => line.includes('"'))
  );
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
