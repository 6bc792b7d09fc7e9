import type { ReflectiveRecord } from "../../engine/vocabulary.ts";

const longestField = 400;
const longestAnswer = 60;

/**
 * A record in the layout the embedded reflector was trained on, one line each: what went in, what came out, and what
 * the metric said of it.
 *
 *     Message: My parcel is gone.
 *     Answer: General
 *     Expected SHIPPING, got General. Decided by the word parcel.
 *
 * Quotation marks are left out, so that a word stands in the feedback as it will stand in a rule.
 */
export function recordLines(record: ReflectiveRecord): string {
  const input = oneLine(record["Inputs"], longestField);
  const output = oneLine(record["Generated Outputs"], longestAnswer);
  return `Message: ${input}\nAnswer: ${output}\n${oneLine(record["Feedback"], longestField)}`;
}

function oneLine(value: unknown, longest: number): string {
  const text = textOf(value).replace(/["“”]/g, "").replace(/\s+/g, " ").trim();
  return text.slice(0, longest);
}

/** All text of a record's field, whatever its shape. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object")
    return value === undefined || value === null ? "" : `${value as number}`;
  return Object.values(value).map(textOf).join(" ");
}
