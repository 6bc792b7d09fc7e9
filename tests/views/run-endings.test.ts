import { expect, test } from "vitest";

import {
  applyEvent,
  bestCandidate,
  initialState,
  type JournalEvent,
  type StopReason,
} from "../../src/engine/index.ts";
import { eventWords } from "../../src/views/words/event-words.ts";
import { nextDeed } from "../../src/views/words/next-deed.ts";
import { statusWords, stopSentence } from "../../src/views/words/sentences.ts";
import { whySentence } from "../../src/views/words/why-words.ts";
import { winnerWords } from "../../src/views/words/winner-words.ts";
import { scriptedRun } from "../support/scripted-run.ts";

const idle = { idleIterations: 6 } as const;

test("a search is said to have nothing left to learn only when every row is right", () => {
  const done: StopReason = { kind: "nothing-left-to-learn", ...idle, left: { wrong: 0, of: 30 } };
  const unlike: StopReason = { kind: "nothing-left-to-learn", ...idle, left: { wrong: 3, of: 30 } };
  const old: StopReason = { kind: "nothing-left-to-learn", ...idle };
  const repeats: StopReason = { kind: "reflection-repeats", ...idle, left: { wrong: 1, of: 30 } };
  const cutOff: StopReason = {
    kind: "reflection-unusable",
    ...idle,
    last: "truncated",
    left: { wrong: 9, of: 30 },
  };
  expect(stopSentence(done)).toBe("Nothing left to learn: every row is right");
  for (const reason of [unlike, old, repeats, cutOff])
    expect(stopSentence(reason)).not.toMatch(/nothing left to learn/i);
  expect(stopSentence(unlike)).toContain("3 of the 30 rows it is judged by are still wrong");
  expect(nextDeed(unlike).words).toContain("more feedback rows");
  expect(stopSentence(repeats)).toContain(
    "repeats itself, though 1 of the 30 rows it is judged by is still wrong",
  );
  const allRight: StopReason = { ...repeats, left: { wrong: 0, of: 30 } };
  expect(stopSentence(allRight)).toBe("Every row it is judged by is right, and no new rewrite came any more");
  expect(nextDeed(allRight).words).toContain("Take the prompt");
  expect(nextDeed(repeats).words).toContain("choose another Reflection model");
  expect(stopSentence(cutOff)).toContain("the last one was cut off");
  expect(nextDeed(cutOff)).toMatchObject({ words: /more tokens/, button: "go-on" });
});

test("a limit on time is told in minutes, one on money in dollars", () => {
  const over = (what: "time" | "money" | "tokens", used: number, limit: number, unit: string): string =>
    stopSentence({ kind: "outer-limit", what, used, limit, unit }).replaceAll(/[\u202f\u00a0]/g, " ");
  expect(over("time", 5, 5, "minutes")).toBe("The time is up: 5 min of 5 min");
  expect(over("money", 0.52, 0.5, "USD")).toBe("The limit of money is reached: 0.52 $ of 0.50 $");
  expect(over("tokens", 2100, 2000, "tokens")).toBe("The limit of tokens is reached: 2 100 of 2 000 tokens");
});

test("a final that needs no more answers says so", () => {
  const candidate = { candidate: 1, from: 0, rows: [], fresh: [] };
  const final = { type: "final-evaluated", evaluations: [candidate] } as unknown as JournalEvent;
  expect(eventWords(final)).toBe("The final needs no more answers: every row it looks at was asked before");
});

test("raised Reflection requests are told beside the other budget", () => {
  const raised = { requests: 900, reflectionCalls: 60 };
  expect(eventWords({ type: "budget-raised", ...raised })).toBe(
    "The budget is now 900 requests and 60 Reflection requests",
  );
});

test("a budget without a limit is told as one", () => {
  expect(eventWords({ type: "budget-raised", metricCalls: null })).toBe(
    "The budget is now any number of rollouts",
  );
});

test("an answer that gave no proposal is not counted as one", () => {
  const reflected = (dropped: "no-usable-reflection" | "unchanged" | undefined, reflectionCalls = 2) =>
    eventWords({
      type: "reflected",
      iteration: 1,
      calls: { from: 0, count: 2 },
      reflections: [],
      proposals: [
        { proposal: 0, task: 0, texts: {}, hash: "h", ...(dropped === undefined ? {} : { dropped }) },
      ],
      reflectionCalls,
      wordsDrawn: 0,
    });
  expect(reflected("no-usable-reflection")).toBe("The Reflection model answered twice: no usable proposal");
  expect(reflected("unchanged", 1)).toBe("The Reflection model answered once: 1 text known already");
  expect(reflected(undefined, 3)).toBe("The Reflection model answered 3 times: 1 proposal");
});

test("a final is told with what it found: who won, over whom, on how many rows", async () => {
  const { state } = await scriptedRun({ budget: 400 });
  expect(state.status).toBe("stopped");
  const winner = bestCandidate(state)!;
  expect(state.final?.winner).toBe(winner.index);
  expect(winnerWords(state)).toMatch(
    new RegExp(`^c${winner.index} won the final.*better than the seed on \\d+ and worse on \\d+`),
  );
  const kept = { ...state, final: { ...state.final!, winner: 0 } };
  expect(bestCandidate(kept)?.index).toBe(0);
  expect(winnerWords(kept)).toMatch(/^The seed stays: .* which chance alone does too often\.$/);
});

test("while a search goes on the newest of the best that was asked every row leads", async () => {
  const { events } = await scriptedRun({ budget: 400 });
  const first = events[0]!.event;
  if (first.type !== "run-started") throw new Error("a journal starts with its spec");
  let state = initialState(first.spec);
  for (const { event } of events) {
    state = applyEvent(state, event);
    if (state.final !== null || state.candidates.length === 0) continue;
    const asked = state.candidates.filter(({ scores }) => scores.every(({ from }) => from !== "inherited"));
    const most = Math.max(...asked.map(({ mean }) => mean));
    expect(bestCandidate(state)).toBe(asked.findLast(({ mean }) => mean === most));
  }
});

test("a run that waits in a queue does not say that it is about to start", async () => {
  const { run } = await scriptedRun({ budget: 60 });
  const { startedAt: _, ...asked } = { ...run, status: "requested", wish: "run" } as const;
  expect(statusWords(asked)).toBe("about to start");
  expect(statusWords({ ...asked, queue: "after-run-0" })).toBe("in a queue");
});

test("a gate and a candidate are told in one measure, rows right or means, never half and half", async () => {
  const { state } = await scriptedRun({ budget: 400 });
  const child = state.candidates.find(({ parents }) => parents.length === 1)!;
  const parent = state.candidates[child.parents[0]!]!;
  const partly = { ...parent, scores: parent.scores.map((row) => ({ ...row, score: 0.5 })) };
  const all = { ...child, scores: child.scores.map((row) => ({ ...row, score: 1 })) };
  const mixed = {
    ...state,
    candidates: state.candidates.map((one) => (one === child ? all : one === parent ? partly : one)),
  };
  expect(whySentence(mixed, child.index)).toMatch(/it has 100\s%, its parent c\d+ 50\s%/);
  const row = (score: number) => ({ example: 0, callIndex: 0, score });
  const judged = (before: number, after: number) =>
    eventWords({
      type: "children-judged",
      iteration: 1,
      calls: { from: 0, count: 2 },
      judgements: [{ proposal: 0, rows: [row(1), row(1)], before, after, verdict: "selected" }],
      metricCalls: 2,
    });
  expect(judged(1, 2)).toBe("1 of 2 → 2 of 2, better");
  expect(judged(1.5, 2)).toMatch(/^75\s% → 100\s%, better$/);
});
