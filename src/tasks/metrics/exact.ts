import type { Metric } from "./metric.ts";
import { expectedOption, expectedText } from "./read-options.ts";
import { because, nothingExpected, quoted, verdict } from "./verdict.ts";

export const exact: Metric = {
  kind: "exact",
  title: "Exact match",
  explanation: "The answer must be the expected text, letter by letter (spaces around it do not count).",
  needsExpected: true,
  options: [expectedOption],
  judge({ example, output }, options) {
    const expected = expectedText(example, options);
    if (expected === undefined) return nothingExpected();
    const got = output.trim();
    if (got === expected.trim()) return verdict(1, `Right: ${quoted(expected)}.${because(example)}`);
    return verdict(
      0,
      `Expected ${quoted(expected)}, got ${quoted(got)}.${difference(expected.trim(), got)}${because(example)}`,
    );
  },
};

/** What a reader would overlook. */
function difference(expected: string, got: string): string {
  if (got === "") return "";
  if (expected.toLowerCase() === got.toLowerCase()) return " Only capital letters differ.";
  if (expected.replaceAll(/\s/g, "") === got.replaceAll(/\s/g, "")) return " Only spaces differ.";
  if (got.includes(expected)) return " The expected text is in the answer, with other text around it.";
  return "";
}
