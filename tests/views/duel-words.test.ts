import { expect, test } from "vitest";

import { plainPrompt, trapPrompt } from "../../src/lessons/frontier-world.ts";
import { searchFrontier } from "../../src/lessons/search-frontier.ts";
import { duelVerdict, parentWords, reachedWords } from "../../src/views/words/duel-words.ts";

const plain = (text: string): string => text.replaceAll(/\s/g, " ");

test("scene 4 says of both searches how far they got, whom they rewrote how often, and why one is ahead", async () => {
  const search = (kind: "current-best" | "pareto") => searchFrontier(kind, 1, trapPrompt, plainPrompt);
  const duel = { greedy: await search("current-best"), frontier: await search("pareto") };
  expect(plain(reachedWords("Always the best", duel.greedy))).toBe("Always the best: 50 %");
  expect(plain(reachedWords("A frontier", duel.frontier))).toBe("A frontier: 100 %");
  expect(parentWords(duel.greedy)).toMatch(/^How often each was the parent: c0 \d+ times\. The Reflection/);
  expect(parentWords(duel.frontier)).toMatch(/^How often each was the parent: c0 .*, c1 .*\. Nothing left/);
  expect(duelVerdict(duel)).toContain("so it was always the parent");
});
