import type { Metric } from "./metric.ts";
import { numberOption, textOption } from "./read-options.ts";
import { sentencesOf, wordsOf } from "./text-forms.ts";
import { verdict } from "./verdict.ts";

export const length: Metric = {
  kind: "length",
  title: "Length",
  explanation:
    "Full score inside the limits, falling towards zero at twice the upper limit or nothing at the lower; alone it rewards brevity.",
  usualWeight: 0.1,
  options: [
    {
      name: "unit",
      type: "choice",
      choices: ["words", "characters", "sentences"],
      meaning: "What is counted.",
      default: "words",
    },
    { name: "atLeast", title: "At least", type: "number", meaning: "Fewest that are fine." },
    { name: "atMost", title: "At most", type: "number", meaning: "Most that are fine." },
  ],
  check(options) {
    const none =
      numberOption(options, "atLeast") === undefined && numberOption(options, "atMost") === undefined;
    return none ? "The length metric needs a lower or an upper limit." : undefined;
  },
  judge({ output }, options) {
    const unit = textOption(options, "unit") ?? "words";
    const count = countOf(output, unit);
    const counted = count === 1 ? `1 ${unit.replace(/s$/, "")}` : `${count} ${unit}`;
    const least = numberOption(options, "atLeast") ?? 0;
    const most = numberOption(options, "atMost") ?? Number.POSITIVE_INFINITY;
    if (count < least)
      return verdict(count / least, `Too short: ${counted}, at least ${least} ${unit} are wanted.`);
    if (count > most)
      return verdict(
        1 - (count - most) / Math.max(most, 1),
        `Too long: ${counted}, at most ${most} ${unit} are wanted.`,
      );
    return verdict(1, `The length is fine: ${counted}.`);
  },
};

function countOf(text: string, unit: string): number {
  if (unit === "characters") return [...text.trim()].length;
  return unit === "sentences" ? sentencesOf(text).length : wordsOf(text).length;
}
