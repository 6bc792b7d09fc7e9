import { lastNumber } from "./last-number.ts";
import type { Metric } from "./metric.ts";
import { expectedOption, expectedText, numberOption } from "./read-options.ts";
import { because, nothingExpected, quoted, verdict } from "./verdict.ts";

export const number: Metric = {
  kind: "number",
  title: "Number",
  explanation:
    "The last number in the answer must be the expected one, within a tolerance; units and words may stand around it.",
  needsExpected: true,
  options: [
    expectedOption,
    {
      name: "tolerance",
      type: "number",
      meaning: "Largest difference that still counts as right.",
      default: 0,
    },
    {
      name: "relative",
      type: "number",
      meaning: "Or a share of the expected number, such as 0.01.",
      default: 0,
    },
  ],
  judge({ example, output }, options) {
    const text = expectedText(example, options);
    const expected = text === undefined ? undefined : lastNumber(text);
    if (expected === undefined) return nothingExpected();
    const got = lastNumber(output);
    const reason = because(example);
    if (got === undefined)
      return verdict(
        0,
        `Expected the number ${expected}, but there is no number in ${quoted(output)}.${reason}`,
      );
    const allowed = Math.max(
      numberOption(options, "tolerance") ?? 0,
      (numberOption(options, "relative") ?? 0) * Math.abs(expected),
    );
    const off = Math.abs(got - expected);
    if (off <= allowed + Number.EPSILON * Math.abs(expected))
      return verdict(1, `Right: ${expected}.${reason}`);
    return verdict(
      0,
      `Expected the number ${expected}, got ${got}: ${got > expected ? "too large" : "too small"} by ${tidy(off)}.${factor(expected, got)}${reason}`,
    );
  },
};

function tidy(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function factor(expected: number, got: number): string {
  const ratio = expected === 0 ? 0 : got / expected;
  const slip = [10, 100, 1000, 0.1, 0.01, 0.001].find((power) => Math.abs(ratio / power - 1) < 1e-9);
  if (slip !== undefined)
    return ` It is off by a factor of ${slip}: a unit or the decimal point may be wrong.`;
  return ratio === -1 ? " Only the sign is wrong." : "";
}
