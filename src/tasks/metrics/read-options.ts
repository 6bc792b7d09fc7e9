import type { Example } from "../task-spec.ts";
import type { MetricOption, MetricOptions } from "./metric.ts";

/** The option every metric with an expected answer has. */
export const expectedOption: MetricOption = {
  name: "expected",
  title: "Column it looks at",
  type: "column",
  meaning: "Column that holds the expected answer; without it the row's only expected column.",
};

/** The expected answer of a row; undefined where the row has none. */
export function expectedText(example: Example, options: MetricOptions): string | undefined {
  const column = textOption(options, "expected");
  if (column !== undefined) return own(example.expected, column) ?? own(example.inputs, column);
  return Object.values(example.expected)[0];
}

/** The option of comparisons whose right answer may be a list of which any counts. */
export const anyOfOption: MetricOption = {
  name: "anyOf",
  type: "boolean",
  meaning: "The right answer may be a JSON list of right answers; any of them counts.",
  default: false,
};

/** The right answers of a row, any of which counts: one, or several where the option says so. Empty where there is none. */
export function expectedTexts(example: Example, options: MetricOptions): readonly string[] {
  const text = expectedText(example, options);
  if (text === undefined) return [];
  return flagOption(options, "anyOf") && text.trim().startsWith("[") ? splitList(text) : [text];
}

export function textOption(options: MetricOptions, name: string): string | undefined {
  const value = own(options, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function numberOption(options: MetricOptions, name: string): number | undefined {
  const value = own(options, name);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

export function flagOption(options: MetricOptions, name: string, fallback = false): boolean {
  const value = own(options, name);
  return typeof value === "boolean" ? value : fallback;
}

/** A list given as an array, or as text with one entry per line or comma. */
export function listOption(options: MetricOptions, name: string): readonly string[] {
  const value = own(options, name);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? splitList(value) : [];
}

/** Entries of a list written as text: JSON array, lines, or separated by | ; or commas. */
export function splitList(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed.startsWith("[")) {
    try {
      const parsed: unknown = JSON.parse(trimmed);
      if (Array.isArray(parsed))
        return parsed.map((entry) => (typeof entry === "string" ? entry : JSON.stringify(entry)));
    } catch {
      // Not JSON after all: read it as a plain list.
    }
  }
  const separator = ["\n", "|", ";", ","].find((candidate) => trimmed.includes(candidate)) ?? "\n";
  return trimmed
    .split(separator)
    .map((entry) => entry.replace(/^\s*[-*•]\s+/, "").trim())
    .filter((entry) => entry !== "");
}

/** Reads a field only where it is the record's own, so that `constructor` and friends are just names. */
export function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
