import type { Example } from "../task-spec.ts";
import type { Verdict } from "./metric.ts";

/** A verdict whose score is kept inside 0..1. */
export function verdict(
  score: number,
  feedback: string,
  more: Pick<Verdict, "parts" | "confusion"> = {},
): Verdict {
  const inside = Number.isFinite(score) ? Math.min(1, Math.max(0, score)) : 0;
  return { kind: "judged", score: inside, feedback, ...more };
}

/** A row without an expected answer cannot be right; the feedback says whose fault that is. */
export function nothingExpected(): Verdict {
  return verdict(0, "This row has no expected answer, so the answer could not be checked.");
}

/** The row's own reason, as a sentence after the verdict. */
export function because(example: Example): string {
  return example.reason === undefined || example.reason === "" ? "" : ` ${example.reason}`;
}

/** A quotation short enough to stand in a sentence. */
export function quoted(text: string, longest = 200): string {
  const flat = text.trim();
  if (flat === "") return "an empty answer";
  return `"${flat.length > longest ? `${flat.slice(0, longest)}… (${flat.length} characters)` : flat}"`;
}

/** One right answer, or several of which any would do. */
export function anyOf(texts: readonly string[]): string {
  return texts
    .slice(0, 5)
    .map((text) => quoted(text))
    .join(" or ");
}
