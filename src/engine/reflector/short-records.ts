import type { RecordValue, ReflectionRecordRow, ReflectiveRecord } from "../vocabulary.ts";
import { withoutMarkers } from "./flag-instructions.ts";

/** What a small model is shown of each part of a record, in characters: wrong answers are copied, so they are short. */
const longest: Readonly<Record<string, number>> = { "Generated Outputs": 80, "Final Answer": 80 };
const usual = 400;

const names: Readonly<Record<string, string>> = {
  Inputs: "Input",
  "Generated Outputs": "It answered",
};

/** Records for a small model: a line for each part, and what every feedback says alike once. */
export function shortRecords(rows: readonly ReflectionRecordRow[]): string {
  const shared = sharedSentences(rows.map(({ record }) => printed(record["Feedback"])));
  const shown = rows.map(({ record }) => shortRecord(record, shared));
  return [...shown, ...(shared.length === 0 ? [] : [`About all of these: ${shared.join(" ")}`])].join("\n\n");
}

/**
 * Whether the feedback only says again what the inputs demand ("Use no commas."): a small model then takes one input's
 * demand for the task. Quotations are of answers and do not count; three words in a row in most rows do.
 */
export function repeatsInputs(rows: readonly ReflectionRecordRow[]): boolean {
  const repeating = rows.filter(({ record }) => {
    const inputs = triples(printed(record["Inputs"]));
    return [...triples(printed(record["Feedback"]).replaceAll(/["“][^"”]*["”]/g, "."))].some((one) =>
      inputs.has(one),
    );
  });
  return repeating.length * 2 > rows.length;
}

function triples(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.slice(2).map((_, at) => words.slice(at, at + 3).join(" ")));
}

function shortRecord(record: ReflectiveRecord, shared: readonly string[]): string {
  const lines = Object.entries(record).flatMap(([key, value]) => {
    const text = key === "Feedback" ? without(printed(value), shared) : printed(value);
    // Of an empty answer it is told that it is empty; of feedback that stands below for all, nothing.
    if (key === "Feedback" && text === "") return [];
    return [`${names[key] ?? key}: ${withoutMarkers(shortened(text, longest[key] ?? usual))}`];
  });
  return lines.join("\n");
}

function sharedSentences(texts: readonly string[]): readonly string[] {
  const [first, ...others] = texts;
  if (first === undefined || others.length === 0) return [];
  return sentences(first).filter((one) => others.every((text) => sentences(text).includes(one)));
}

function without(text: string, shared: readonly string[]): string {
  const own = sentences(text).filter((one) => !shared.includes(one));
  return own.join(" ");
}

function sentences(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+(?=[\p{Lu}\p{Lo}\d"“])/u)
    .map((one) => one.trim())
    .filter(Boolean);
}

/** The only field of a row stands by itself; several are named. */
function printed(value: RecordValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "object") return String(value).trim();
  const entries = Object.entries(value);
  return entries.length === 1
    ? printed(entries[0]![1] as RecordValue)
    : entries.map(([name, one]) => `${name}: ${printed(one as RecordValue)}`).join("\n");
}

function shortened(text: string, most: number): string {
  const line = text.replaceAll(/\n\s*\n+/g, "\n");
  if (line.length <= most) return line;
  const cut = line.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most / 2))} …`;
}
