import type { Metric } from "./metric.ts";
import { anyOfOption, expectedOption, expectedTexts } from "./read-options.ts";
import { anyOf, because, nothingExpected, quoted, verdict } from "./verdict.ts";

export const exact: Metric = {
  kind: "exact",
  title: "Exact match",
  explanation: "The answer must be the expected text, letter by letter (spaces around it do not count).",
  needsExpected: true,
  options: [expectedOption, anyOfOption],
  judge({ example, output }, options) {
    const wanted = expectedTexts(example, options);
    const [expected] = wanted;
    if (expected === undefined) return nothingExpected();
    const got = output.trim();
    const met = wanted.find((text) => text.trim() === got);
    if (met !== undefined) return verdict(1, `Right: ${quoted(met)}.${because(example)}`);
    return verdict(
      0,
      `Expected ${anyOf(wanted)}, got ${quoted(got)}.${difference(expected.trim(), got)}${because(example)}`,
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
