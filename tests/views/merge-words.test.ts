import { expect, test } from "vitest";

import { partNames, playMerge } from "../../src/lessons/play-merge.ts";
import { mergeSteps } from "../../src/views/words/merge-words.ts";

const names = Object.values(partNames);

test("the merge of scene 5 is told as the engine made it: its pair, whose part, the gate, and all rows", async () => {
  const merged = await playMerge();
  const steps = mergeSteps(merged, names).map((step) => step.replaceAll(/\s/g, " "));
  expect(steps).toEqual([
    "It drew the pair c1 and c2 from the frontier and found their common ancestor, c0.",
    "Part by part it asked who changed it since then: who answers from c1; how fast from c2.",
    expect.stringMatching(
      /^It tried the child on 5 rows on which the two differ: 60 % against 30 % and 30 %\. As good/,
    ),
    "Only then it spent the 18 Pareto rows: c3 has 67 %, its parents 33 % and 33 %.",
  ]);
  expect(mergeSteps({ ...merged, searched: { ...merged.searched, found: null } }, names)).toEqual([]);
});
