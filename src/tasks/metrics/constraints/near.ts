import { levenshtein } from "../edit-distance.ts";
import { numberOption } from "../read-options.ts";
import { tokensOf } from "../text-forms.ts";
import { type Constraint, countParameter, textParameter } from "./constraint.ts";
import { count, plural, text as textOf } from "./read-parameters.ts";

/** Compared of each text: the work grows with the product. */
const longest = 4000;

/** Demands to come near a text. */
export const nearConstraints: readonly Constraint[] = [
  {
    name: "edits-at-most",
    parameters: [textParameter, countParameter],
    says: (parameters) =>
      `Be at most ${plural(count(parameters), "changed character")} away from "${textOf(parameters)}".`,
    verify(text, parameters) {
      const letters = (whole: string): string[] => [...whole].slice(0, longest);
      const edits = levenshtein(letters(textOf(parameters)), letters(text));
      return edits <= count(parameters) ? undefined : `It is ${plural(edits, "character")} away.`;
    },
  },
  {
    name: "shares-words",
    parameters: [
      textParameter,
      { name: "threshold", type: "number", meaning: "The F1 of shared words that passes.", default: 0.75 },
    ],
    says: (parameters) => `Share most words with "${textOf(parameters)}".`,
    verify(text, parameters) {
      const [wanted, got] = [textOf(parameters), text].map((one) => new Set(tokensOf(one).slice(0, longest)));
      const shared = [...(wanted ?? [])].filter((word) => got?.has(word)).length;
      const all = (wanted?.size ?? 0) + (got?.size ?? 0);
      const score = all === 0 ? 0 : (2 * shared) / all;
      if (score >= (numberOption(parameters, "threshold") ?? 0.75)) return undefined;
      const lack = [...(wanted ?? [])].filter((word) => !got?.has(word)).slice(0, 20);
      return { score, problem: `The share is ${score.toFixed(2)}; missing: ${lack.join(", ")}.` };
    },
  },
  {
    name: "words-between",
    parameters: [
      { name: "min", type: "number", meaning: "Fewest words." },
      { name: "max", type: "number", meaning: "Most words." },
    ],
    says: (parameters) => `Write ${limits(parameters)}.`,
    verify(text, parameters) {
      const words = text.trim().split(/\s+/).filter(Boolean).length;
      const isRight =
        words >= (numberOption(parameters, "min") ?? 0) &&
        words <= (numberOption(parameters, "max") ?? Infinity);
      return isRight ? undefined : `It has ${plural(words, "word")}.`;
    },
  },
];

function limits(parameters: Readonly<Record<string, unknown>>): string {
  const [min, max] = [numberOption(parameters, "min"), numberOption(parameters, "max")];
  if (max === undefined) return `at least ${plural(min ?? 0, "word")}`;
  return min === undefined ? `at most ${plural(max, "word")}` : `${min} to ${plural(max, "word")}`;
}
