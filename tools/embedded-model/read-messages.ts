import { readFileSync } from "node:fs";

import Papa from "papaparse";

export interface LabelledMessage {
  readonly message: string;
  readonly label: string;
}

function parsed(path: string, text: string): unknown[] {
  if (path.endsWith(".csv")) return Papa.parse(text, { header: true, skipEmptyLines: true }).data;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => JSON.parse(line) as unknown);
}

/** Messages with their right labels, from CSV with a header or from JSON lines. */
export function readMessages(path: string): readonly LabelledMessage[] {
  return parsed(path, readFileSync(path, "utf8")).map((row, index) => {
    const { message, label } = row as Partial<LabelledMessage>;
    if (typeof message !== "string" || typeof label !== "string") {
      throw new Error(`row ${index + 1} of ${path} needs "message" and "label"`);
    }
    return { message: message.trim(), label: label.trim() };
  });
}
