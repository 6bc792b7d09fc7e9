import { paragraphsOf, sentencesOf, wordsOf } from "../text-forms.ts";
import { countParameter, type Constraint } from "./constraint.ts";
import { count, plural } from "./read-parameters.ts";

const counters: Readonly<Record<string, (text: string) => number>> = {
  word: (text) => wordsOf(text).length,
  sentence: (text) => sentencesOf(text).length,
  paragraph: (text) => paragraphsOf(text).length,
  line: (text) => text.split("\n").filter((line) => line.trim() !== "").length,
  character: (text) => [...text.trim()].length,
  bullet: (text) => text.match(/^\s*(?:[-*•]|\d+[.)])\s+\S/gm)?.length ?? 0,
  "capital word": (text) =>
    wordsOf(text).filter((word) => word.length > 1 && /\p{Lu}/u.test(word) && word === word.toUpperCase())
      .length,
  "highlighted part": (text) => text.match(/(?<!\*)\*{1,2}[^*\n]+\*{1,2}(?!\*)/g)?.length ?? 0,
  "placeholder in square brackets": (text) => text.match(/\[[^[\]\n]+\]/g)?.length ?? 0,
  heading: (text) => text.match(/^#{1,6}\s+\S/gm)?.length ?? 0,
};

function named(noun: string): string {
  return noun.replaceAll(" ", "-");
}

/** At least, at most and exactly so many of each thing that can be counted. */
export const countingConstraints: readonly Constraint[] = Object.entries(counters).flatMap(
  ([noun, counter]) => [
    {
      name: `at-least-${named(noun)}s`,
      parameters: [countParameter],
      says: (parameters) => `Use at least ${plural(count(parameters), noun)}.`,
      verify(text, parameters) {
        const found = counter(text);
        return found < count(parameters)
          ? `It has ${plural(found, noun)}; at least ${count(parameters)} are wanted.`
          : undefined;
      },
    },
    {
      name: `at-most-${named(noun)}s`,
      parameters: [countParameter],
      says: (parameters) => `Use at most ${plural(count(parameters), noun)}.`,
      verify(text, parameters) {
        const found = counter(text);
        return found > count(parameters)
          ? `It has ${plural(found, noun)}; at most ${count(parameters)} are wanted.`
          : undefined;
      },
    },
    {
      name: `exactly-${named(noun)}s`,
      parameters: [countParameter],
      says: (parameters) => `Use exactly ${plural(count(parameters), noun)}.`,
      verify(text, parameters) {
        const found = counter(text);
        return found === count(parameters)
          ? undefined
          : `It has ${plural(found, noun)}; exactly ${count(parameters)} are wanted.`;
      },
    },
  ],
);
