import { expect, test } from "vitest";

import { glossary } from "../../src/views/words/glossary.ts";

const terms = Object.keys(glossary);

/** What a reader would trip over in a meaning: too much of it, half a sentence, or more than one other word to look up. */
function faults([term, meaning]: readonly [string, string]): readonly string[] {
  const sentences = meaning.split(/(?<=\.)\s/);
  const others = terms.filter((other) => other !== term && meaning.toLowerCase().includes(other));
  return [
    ...(meaning.length > 190 ? [`${term}: too long`] : []),
    ...(sentences.every((sentence) => /^(?:[A-Z]|c\d ).*\.$/.test(sentence)) ? [] : [`${term}: no sentence`]),
    ...(others.length > 1 ? [`${term}: needs ${others.join(" and ")}`] : []),
  ];
}

test("ten words of the field are told in short sentences that need at most one other of them", () => {
  expect(terms).toHaveLength(10);
  expect(Object.entries(glossary).flatMap(faults)).toEqual([]);
});
