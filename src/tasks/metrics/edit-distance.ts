import type { Metric } from "./metric.ts";
import { expectedOption, expectedText, flagOption } from "./read-options.ts";
import { because, nothingExpected, quoted, verdict } from "./verdict.ts";

/** Texts are compared up to this many characters each: the work grows with the product. */
const longest = 4000;

export const editDistance: Metric = {
  kind: "levenshtein",
  title: "Edit distance",
  explanation: "1 minus the share of characters that must be changed to get the expected text (Levenshtein).",
  needsExpected: true,
  options: [
    expectedOption,
    {
      name: "caseSensitive",
      title: "Capital letters count",
      type: "boolean",
      meaning: "A and a are two letters.",
      default: true,
    },
  ],
  judge({ example, output }, options) {
    const expected = expectedText(example, options);
    if (expected === undefined) return nothingExpected();
    const fold = (text: string) =>
      [...(flagOption(options, "caseSensitive", true) ? text : text.toLowerCase()).trim()].slice(0, longest);
    const wanted = fold(expected);
    const got = fold(output);
    const edits = levenshtein(wanted, got);
    if (edits === 0) return verdict(1, `Right: ${quoted(expected)}.${because(example)}`);
    const score = 1 - edits / Math.max(wanted.length, got.length, 1);
    return verdict(
      score,
      `Expected ${quoted(expected)}, got ${quoted(output)}: ${edits} characters differ.${because(example)}`,
    );
  },
};

export function levenshtein(left: readonly string[], right: readonly string[]): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, char] of left.entries()) {
    const current = [row + 1];
    for (const [column, other] of right.entries()) {
      const substituted = (previous[column] as number) + (char === other ? 0 : 1);
      current.push(
        Math.min(substituted, (previous[column + 1] as number) + 1, (current[column] as number) + 1),
      );
    }
    previous = current;
  }
  return previous[right.length] as number;
}
