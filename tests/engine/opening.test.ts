import { expect, test } from "vitest";

import { type EvaluationCall, studioSpec } from "../../src/engine/index.ts";
import { createWorld, eventsOf, journalOf, stateOf } from "./rule-task.ts";
import type { RuleTask, Script } from "./rule-task.ts";
import { ownRules, studioFor, wants } from "./studio-spec.ts";

const many: RuleTask = { feedback: ownRules(30), pareto: ownRules(30) };
/** A first prompt is right on most of it. */
const easy: RuleTask = {
  feedback: ownRules(30),
  pareto: [...Array.from({ length: 28 }, () => wants()), wants(1), wants(2)],
};
const reads = { reuseParentRollouts: true, metricCalls: 400 } as const;

test("a first prompt that fails is asked ten judging rows; the final asks it the others, and only then it is proven", async () => {
  const events = await journalOf(studioFor(many, reads), createWorld(many).ports);
  const [seed, child] = eventsOf(events, "candidate-added");
  expect(seed).toMatchObject({ opening: true });
  expect(seed?.rows).toHaveLength(10);
  expect(child?.rows.every(({ example }) => seed?.rows.some((row) => row.example === example))).toBe(true);
  const opened = events.slice(
    0,
    events.findIndex(({ type }) => type === "final-begun"),
  );
  expect(stateOf(opened).candidates[0]).toMatchObject({ openRows: 20, provenAfter: null });
  expect(stateOf(events).candidates[0]).toMatchObject({ openRows: 0 });
  expect(stateOf(events).candidates[0]?.scores).toHaveLength(30);
});

test("a first prompt that is mostly right is asked ten rows more until five fail, or all were asked", async () => {
  const events = await journalOf(studioFor(easy, reads), createWorld(easy).ports);
  const openings = eventsOf(events, "verification-begun").filter(({ purpose }) => purpose === "opening");
  expect(openings.map(({ examples }) => examples.length)).toEqual([10, 10]);
  expect(stateOf(events).candidates[0]?.provenAfter).toBe(30);
});

test("a judging row that nobody can be run on counts for nobody, however late it is opened", async () => {
  const first = await journalOf(studioFor(many, reads), createWorld(many).ports);
  const asked = new Set(eventsOf(first, "candidate-added")[0]!.rows.map((row) => row.example));
  const late = many.pareto.findIndex((_, example) => !asked.has(example));
  const dead = (call: EvaluationCall): boolean => call.split === "pareto" && call.example === late;
  const state = stateOf(await journalOf(studioFor(many, reads), createWorld(many, { fails: dead }).ports));
  expect(state.leftOut.map((row) => row.example)).toEqual([late]);
  expect(state.candidates[0]).toMatchObject({ openRows: 0 });
  expect(state.candidates[0]?.scores).toHaveLength(29);
  expect(state.final).not.toBeNull();
});

test("where fewer than two rows of a minibatch fail, as many rows more are looked at, and failing ones take places of right ones", async () => {
  const task: RuleTask = {
    ...many,
    feedback: [...Array.from({ length: 27 }, () => wants()), ...ownRules(3)],
  };
  const spec = studioFor(task, { ...reads, minibatch: { size: 5, failureAware: true }, iterations: 8 });
  const events = await journalOf(spec, createWorld(task).ports);
  const looked = eventsOf(events, "parents-evaluated").filter(
    ({ evaluations }) => evaluations[0]?.passedOver !== undefined,
  );
  expect(looked.length).toBeGreaterThan(0);
  for (const { evaluations, calls, metricCalls } of looked) {
    const { rows, passedOver = [] } = evaluations[0]!;
    expect(rows).toHaveLength(5);
    expect(passedOver.every((row) => "score" in row && row.score === 1)).toBe(true);
    expect(calls.count).toBe(metricCalls);
    expect(metricCalls).toBeLessThanOrEqual(rows.length + passedOver.length);
  }
});

test("a leader that has no row left to be asked ends the search like any other, also where answers are missing", async () => {
  const wishes: readonly (readonly [alpha: number[], beta: number[], forbids: number[]])[] = [
    [[2, 9, 5], [], [12]],
    [[], [2, 7], [10]],
    [[], [3, 7], []],
    [[7], [2, 7], []],
    [[], [4, 5], [8]],
    [[9, 1], [6, 4], [10]],
  ];
  const rows = wishes.map(([alpha, beta, forbids]) => ({ wants: { alpha, beta }, forbids }));
  const base = studioSpec({
    seed: 999,
    parentSelector: { kind: "epsilon-greedy", epsilon: 0.3 },
    frontier: "hybrid",
    componentSelector: "failing",
    minibatch: { size: 1, failureAware: true },
    sampling: { kind: "independent", n: 2 },
    acceptance: { kind: "tolerance", tolerance: 0.5 },
    selection: { kind: "top-k", k: 2 },
    validation: { kind: "inherit", rows: 2 },
    cache: false,
    reuseParentRollouts: true,
    budget: { metricCalls: 17, reflectionCalls: 10, policy: "reserve" },
    winner: { kind: "newest-best" },
    final: { candidates: 2, level: 0.5 },
    seedCandidates: [{ alpha: "1,4", beta: "1,7" }],
    splits: { feedback: 6, pareto: 6, test: 0, paretoIsFeedback: true },
  });
  const spec = {
    ...base,
    stop: { ...base.stop, iterations: 25 },
    reflector: {
      ...base.reflector,
      letters: ["short", "short", "causes", "edits"] as const,
      hypotheses: 2,
      combee: true,
      maxAttempts: 2,
    },
  };
  const script: Script = {
    withObjectives: true,
    fails: (call) => call.purpose !== "seed" && (call.callIndex * 2654435761) % 8 === 3,
  };
  const events = await journalOf(spec, createWorld({ feedback: rows, pareto: rows }, script).ports);
  expect(events.at(-1)?.type).toBe("run-stopped");
});
