import type { Metric } from "./metric.ts";
import { expectedOption, expectedText } from "./read-options.ts";
import { tokensOf } from "./text-forms.ts";
import { because, nothingExpected, verdict } from "./verdict.ts";

/** Words compared of each text: the work grows with the product. */
const longest = 2000;

export const rougeL: Metric = {
  kind: "rouge-l",
  title: "ROUGE-L",
  explanation:
    "F1 of the longest common sequence of words; for summaries and longer answers with a reference.",
  needsExpected: true,
  options: [expectedOption],
  judge({ example, output }, options) {
    const expected = expectedText(example, options);
    if (expected === undefined) return nothingExpected();
    const wanted = tokensOf(expected).slice(0, longest);
    const got = tokensOf(output).slice(0, longest);
    const common = longestCommonSequence(wanted, got);
    const precision = got.length === 0 ? 0 : common / got.length;
    const recall = wanted.length === 0 ? 0 : common / wanted.length;
    const score = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    const lack = wanted.filter((word) => !got.includes(word));
    const missing =
      lack.length > 0
        ? ` Words of the reference that are missing: ${[...new Set(lack)].slice(0, 20).join(", ")}.`
        : "";
    const length = got.length > wanted.length * 1.5 ? " The answer is much longer than the reference." : "";
    const told = `${common} of the reference's ${wanted.length} words appear in order; the answer has ${got.length} words.`;
    return verdict(score, `${told}${missing}${length}${because(example)}`, { parts: { precision, recall } });
  },
};

function longestCommonSequence(left: readonly string[], right: readonly string[]): number {
  let previous = Array.from({ length: right.length + 1 }, () => 0);
  for (const word of left) {
    const current = [0];
    for (const [index, other] of right.entries()) {
      const skip = Math.max(previous[index + 1] as number, current[index] as number);
      current.push(word === other ? (previous[index] as number) + 1 : skip);
    }
    previous = current;
  }
  return previous[right.length] as number;
}
