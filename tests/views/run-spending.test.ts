import { beforeAll, expect, test } from "vitest";

import { changedTexts, changedWords, nearAncestors } from "../../src/views/run/candidate-diff.ts";
import {
  runFinding,
  shareWords,
  spendingOf,
  spendingParts,
  spendingWords,
} from "../../src/views/run/run-spending.ts";
import { type ScriptedRun, scriptedRun } from "../support/scripted-run.ts";

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

test("what was spent is parted into Pareto rows and minibatches, and the bar's parts are its shares", () => {
  const spending = spendingOf(made.run, made.state, true, 0);
  expect(spending.spent).toBe(made.state.spent.requests);
  expect(spending.onPareto).toBeGreaterThan(0);
  expect(spending.onPareto).toBeLessThan(spending.spent);
  const whole = Math.max(spending.limit ?? 0, spending.spent);
  const shares = spendingParts(spending, false).map(({ share }) => share * whole);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(spending.spent);
  expect(spendingParts(spending, true)).toHaveLength(3);
  expect(spendingWords(spending)).toContain(`${spending.onPareto} on Pareto rows`);
});

test("requests to both models are said of a hundred, and without any all are the Student's", () => {
  expect(shareWords(970, 30)).toEqual({
    counts: "970 Student, 30 Reflection",
    share: "Of a hundred, 97 to the Student and 3 to Reflection",
  });
  expect(shareWords(0, 0).share).toBe("Of a hundred, 100 to the Student and 0 to Reflection");
});

test("a run's finding names where it began and what it reached", () => {
  expect(runFinding(made.run, made.state)).toMatch(/^Run \d+: \d+.* → \d+/);
});

test("a candidate's words against its parent's: the added and the gone make one of the other", () => {
  const child = made.state.candidates.at(-1)!;
  const texts = changedTexts(made.state, child.index, 0);
  const count = (text: string): number => text.split(/\s+/).filter(Boolean).length;
  const { added, gone } = changedWords(texts);
  const [before, after] = [made.state.candidates[0]!, child].map(({ texts: all }) =>
    count(all["instruction"]!),
  );
  expect(before! + added - gone).toBe(after);
  expect(changedWords(changedTexts(made.state, 0, undefined))).toEqual({ added: 0, gone: 0 });
});

test("of a long line of ancestors the near ones are offered, and always the seed", () => {
  expect(nearAncestors([9, 7, 4, 2, 0], 3)).toEqual([9, 7, 0]);
  expect(nearAncestors([2, 0], 3)).toEqual([2, 0]);
  expect(nearAncestors([], 3)).toEqual([]);
});
