import type { RecordValue, ReflectiveRecord } from "../vocabulary.ts";

const deepestHeading = 6;

/** Records as markdown, one heading per example and per key; the form the reference uses. */
export function renderRecords(records: readonly ReflectiveRecord[]): string {
  return records.map((record, i) => renderRecord(record, i + 1)).join("\n\n");
}

export function renderRecord(record: ReflectiveRecord, number: number): string {
  const parts = Object.entries(record).map(([key, value]) => `## ${key}\n${renderValue(value, 3)}`);
  return `# Example ${number}\n${parts.join("")}`;
}

function renderValue(value: RecordValue, level: number): string {
  if (value === null || typeof value !== "object") return `${printValue(value).trim()}\n\n`;
  const entries: [string, RecordValue][] = Array.isArray(value)
    ? value.map((item: RecordValue, i) => [`Item ${i + 1}`, item])
    : Object.entries(value);
  if (entries.length === 0) return "\n";
  const heading = "#".repeat(Math.min(level, deepestHeading));
  return entries.map(([key, item]) => `${heading} ${key}\n${renderValue(item, level + 1)}`).join("");
}

/** Booleans and null as Python prints them: the goldens' templates were written for that. */
function printValue(value: string | number | boolean | null): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  return String(value);
}
