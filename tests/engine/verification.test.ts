import { expect, test } from "vitest";

import { applyEvent, initialState, studioSpec } from "../../src/engine/index.ts";
import type { CandidateAdded, RunState } from "../../src/engine/index.ts";
import { verificationDue } from "../../src/engine/steps/verify-leader.ts";

const rows = 40;

/** A seed that is wrong everywhere, and a child asked on ten rows of which it solves some; little was spent yet. */
function stateWith(solved: number): RunState {
  const spec = studioSpec({
    seedCandidates: [{ main: "seed" }],
    splits: { feedback: 40, pareto: rows, test: 0, paretoIsFeedback: false },
    budget: { metricCalls: 700, reflectionCalls: 100, policy: "reserve" },
    reuseParentRollouts: true,
  });
  const added = (index: number, asked: readonly number[], right: number): CandidateAdded => ({
    type: "candidate-added",
    index,
    kind: index === 0 ? "seed" : "mutation",
    iteration: index,
    texts: { main: `text ${index}` },
    hash: `hash ${index}`,
    parents: index === 0 ? [] : [0],
    ...(index === 0 ? {} : { inherits: 0 }),
    calls: { from: index * rows, count: asked.length },
    rows: asked.map((example, i) => ({ example, callIndex: index * rows + i, score: i < right ? 1 : 0 })),
    metricCalls: asked.length,
  });
  const start = applyEvent(initialState(spec), { type: "run-started", spec });
  const all = Array.from({ length: rows }, (_, i) => i);
  const child = added(1, all.slice(5, 15), solved);
  return applyEvent(applyEvent(start, added(0, all, 0)), child);
}

test("a leader whose own answers solve most of what the best one fails is asked the rest at once", () => {
  const inherited = [0, 1, 2, 3, 4, ...Array.from({ length: 25 }, (_, i) => 15 + i)];
  for (const solved of [9, 10])
    expect(verificationDue(stateWith(solved))).toEqual({
      type: "verification-begun",
      candidate: 1,
      examples: inherited,
      purpose: "verify",
    });
});

test("a leader that is somewhat better waits until its rows are a small share of what was spent", () => {
  for (const solved of [1, 5, 8]) expect(verificationDue(stateWith(solved))).toBeNull();
});
