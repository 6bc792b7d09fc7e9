import type { Metric } from "./metric.ts";
import {
  expectedOption,
  expectedText,
  flagOption,
  listOption,
  splitList,
  textOption,
} from "./read-options.ts";
import { because, nothingExpected, quoted, verdict } from "./verdict.ts";

export const contains: Metric = {
  kind: "contains",
  title: "Contains",
  explanation:
    "The answer must contain any, or all, of the expected phrases; with `all` the score is the share found.",
  options: [
    expectedOption,
    { name: "phrases", type: "list", meaning: "Phrases for every row, instead of the expected column." },
    {
      name: "need",
      type: "choice",
      choices: ["any", "all"],
      meaning: "How many of the phrases must be there.",
      default: "any",
    },
    {
      name: "caseSensitive",
      title: "Capital letters count",
      type: "boolean",
      meaning: "A and a are two letters.",
      default: false,
    },
  ],
  judge({ example, output }, options) {
    const given = listOption(options, "phrases");
    const phrases = given.length > 0 ? given : splitList(expectedText(example, options) ?? "");
    if (phrases.length === 0) return nothingExpected();
    const fold = (text: string) => (flagOption(options, "caseSensitive") ? text : text.toLowerCase());
    const missing = phrases.filter((phrase) => !fold(output).includes(fold(phrase)));
    const listed = (entries: readonly string[]) => entries.map((entry) => quoted(entry, 80)).join(", ");
    if (textOption(options, "need") === "all") {
      if (missing.length === 0)
        return verdict(1, `Right: it contains ${listed(phrases)}.${because(example)}`);
      return verdict(
        1 - missing.length / phrases.length,
        `Missing: ${listed(missing)}. The answer was ${quoted(output)}.${because(example)}`,
      );
    }
    const found = phrases.find((phrase) => !missing.includes(phrase));
    if (found !== undefined) return verdict(1, `Right: it contains ${quoted(found, 80)}.${because(example)}`);
    return verdict(0, `The answer ${quoted(output)} contains none of ${listed(phrases)}.${because(example)}`);
  },
};
