import { expect, test } from "vitest";

import type { CandidateEntry, RunState } from "../../src/engine/index.ts";
import {
  firstPromptWords,
  homeHeading,
  homeScores,
  type HomeFacts,
  type HomeStage,
} from "../../src/views/words/home-words.ts";

/** A run whose best is the candidate of that index, with these means. */
function home(means: readonly number[], best: number, stage: HomeStage = "searching"): HomeFacts {
  const candidates = means.map((mean, index) => ({ index, mean }) as CandidateEntry);
  const state = { candidates, status: "searching", test: [] } as unknown as RunState;
  return {
    view: { state: () => state },
    stage: () => stage,
    best: () => candidates[best],
    answers: () => 0,
    callsPerSecond: () => undefined,
  };
}

test("a rewrite that leads on the messages it was asked is named, though the first prompt is the best by rule", () => {
  const leading = home([0, 0.3, 0.9], 0);
  expect(homeScores(leading)).toMatch(/^seed 0.%, c2 ahead with 90.%$/);
  expect(firstPromptWords(leading)).toContain("c2 is ahead on the messages asked so far");
  expect(homeHeading(home([0, 0.3, 0.9], 0, "resting"))).toMatch(
    /^Paused: c2 is ahead with 90.% right so far\.$/,
  );
});

test("before any score, with no rewrite better, and once one was asked everything, Home says just that", () => {
  expect(homeScores(home([], 0))).toBe("no score yet");
  expect(firstPromptWords(home([0.4, 0.2], 0))).toContain("No rewrite has passed yet");
  expect(homeScores(home([0, 0.9], 1))).toMatch(/^seed 0.%, best so far 90.%$/);
  expect(homeHeading(home([0, 0.9], 1, "resting"))).toMatch(/^Paused, with a prompt that sorts 90.% /);
});
