import type { Metric } from "./metric.ts";
import { expectedOption, expectedText, flagOption, splitList } from "./read-options.ts";
import { describeSets, setScores } from "./set-scores.ts";
import { normalised } from "./text-forms.ts";
import { because, nothingExpected, verdict } from "./verdict.ts";

export const listMatch: Metric = {
  kind: "list",
  title: "List or set",
  explanation:
    "Compares lists entry by entry: share of places that are right when order counts, F1 when it does not.",
  needsExpected: true,
  options: [
    expectedOption,
    { name: "ordered", type: "boolean", meaning: "The order counts.", default: false },
  ],
  judge({ example, output }, options) {
    const text = expectedText(example, options);
    if (text === undefined) return nothingExpected();
    const expected = splitList(text).map(normalised);
    const got = splitList(output).map(normalised);
    const scores = setScores(expected, got);
    if (!flagOption(options, "ordered")) {
      const told = scores.f1 === 1 ? `Right: all ${expected.length} entries.` : describeSets(scores);
      return verdict(scores.f1, `${told}${because(example)}`);
    }
    const length = Math.max(expected.length, got.length);
    const wrong = Array.from({ length }, (_, index) => index).filter(
      (index) => expected[index] !== got[index],
    );
    if (wrong.length === 0)
      return verdict(1, `Right: all ${expected.length} entries in order.${because(example)}`);
    const first = wrong[0] as number;
    const where = `Place ${first + 1} should be ${expected[first] ?? "(the end)"}, but is ${got[first] ?? "(the end)"}.`;
    const order =
      scores.f1 === 1 ? " All entries are there; only their order is wrong." : ` ${describeSets(scores)}`;
    return verdict(1 - wrong.length / length, `${where}${order}${because(example)}`);
  },
};
