import { expect, test } from "vitest";

import { aliveCandidates } from "../../src/engine/index.ts";
import { withRule } from "../../src/lessons/guess-rules.ts";
import { runUntil } from "../../src/lessons/lesson.ts";
import { playMerge, scoreOn } from "../../src/lessons/play-merge.ts";
import { answersOn, batchOf, batchSize, judgedRows, scoreOf } from "../../src/lessons/shop-score.ts";
import { shopPeople, shopRows, shopSeed, shopWords } from "../../src/lessons/shop.ts";
import { coached, slowLesson } from "../../src/lessons/slow-iteration.ts";

test("the rule that stands in scene 1 before anybody chose one is not right by luck", async () => {
  const offered = `If the message mentions ${shopWords[0]}, answer ${shopPeople[0]}.`;
  expect(await scoreOf(shopSeed)).toBe(0);
  expect(await scoreOf(withRule(shopSeed, offered))).toBe(0);
});

test("a round of scene 2 is five rows of as many topics, with the answer to each and its reason", async () => {
  for (const round of [0, 1, 2]) {
    const batch = batchOf(round);
    const people = batch.map((row) => shopRows.feedback[row]?.expected["label"]);
    expect(new Set(people).size).toBeGreaterThanOrEqual(batchSize - 1);
    const answers = await answersOn(shopSeed, batch);
    expect(answers).toHaveLength(batchSize);
    expect(answers.every(({ score }) => score === 0)).toBe(true);
  }
  expect(judgedRows).toBe(27);
});

test("a merge of two halves is better than either, as engine and hand both count", async () => {
  const { before, after } = await playMerge();
  const child = after.candidates.at(-1)!;
  expect(child.kind).toBe("merge");
  for (const { mean } of before.candidates) expect(child.mean).toBeGreaterThan(mean);
  expect(scoreOn(child.texts)).toBeCloseTo(child.mean, 10);
});

test("scene 3's iteration has several prompts to draw from, a letter to write, and a rewrite that passes and is tried on every row", async () => {
  const lesson = slowLesson((request) => Promise.resolve(coached(request)));
  await runUntil(lesson, (state) => state.iteration === 8 && state.phase.at === "between");
  expect(aliveCandidates(lesson.state()).size).toBeGreaterThan(1);
  const seen: string[] = [];
  while (seen.at(-1) !== "candidate-added" && seen.length < 6) seen.push((await lesson.step())?.type ?? "");
  expect(seen).toEqual([
    "parents-selected",
    "parents-evaluated",
    "reflected",
    "children-judged",
    "candidate-added",
  ]);
  const added = lesson.state().candidates.at(-1)!;
  expect([added.scores.length, added.inheritedRows]).toEqual([judgedRows, 0]);
});
