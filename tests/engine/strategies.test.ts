import { describe, expect, it } from "vitest";

import {
  bestCandidate,
  bestSoFar,
  frontierMean,
  frontierMembers,
  isAccepted,
  keptAliveBy,
  lineage,
} from "../../src/engine/index.ts";
import type { EngineSpec, EvaluationCall, JournalEvent } from "../../src/engine/index.ts";
import { selectImprovements } from "../../src/engine/pool/acceptance.ts";
import { createWorld, eventsOf, journalOf, stateOf, stopOf } from "./rule-task.ts";
import type { RuleTask } from "./rule-task.ts";
import { ownRules, studioFor } from "./studio-spec.ts";
import type { Changes } from "./studio-spec.ts";

const task: RuleTask = { feedback: ownRules(9), pareto: ownRules(9) };
const run = (changes: Changes, more: Partial<EngineSpec> = {}): Promise<JournalEvent[]> =>
  journalOf({ ...studioFor(task, changes), ...more }, createWorld(task).ports);

describe("acceptance", () => {
  it.each([
    ["strict", { kind: "strict" } as const, [false, false, true]],
    ["improvement or equal", { kind: "improvement-or-equal" } as const, [false, true, true]],
    ["tolerance", { kind: "tolerance", tolerance: 0.6 } as const, [true, true, true]],
    ["a smaller tolerance", { kind: "tolerance", tolerance: 0.5 } as const, [false, true, true]],
  ])("by %s compares the two sums of a minibatch", (_name, criterion, expected) => {
    const sums = (score: number) => ({ score, objectives: 0 });
    expect([1.5, 2, 2.5].map((after) => isAccepted(criterion, sums(2), sums(after)))).toEqual(expected);
  });

  it("by parts breaks a tie of the scores, and nothing but a tie", () => {
    const before = { score: 2, objectives: 3 };
    const by = (score: number, objectives: number) =>
      isAccepted({ kind: "parts-break-ties" }, before, { score, objectives });
    expect([by(2, 3.2), by(2, 3), by(2, 3 + 1e-9), by(2, 2.9), by(1, 9), by(3, 0)]).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it("lets in all, the largest improvement, or the k largest; the first wins a tie", () => {
    const proposals = [
      { id: "a", before: 0, after: 1 },
      { id: "b", before: 0, after: 2 },
      { id: "c", before: 1, after: 3 },
    ];
    const chosen = (selection: EngineSpec["selection"]) =>
      selectImprovements(selection, proposals).map((one) => one.id);
    expect(chosen({ kind: "all" })).toEqual(["a", "b", "c"]);
    expect(chosen({ kind: "best" })).toEqual(["b"]);
    expect(chosen({ kind: "top-k", k: 2 })).toEqual(["b", "c"]);
  });
});

describe("sampling", () => {
  const shape = (events: readonly JournalEvent[]) =>
    eventsOf(events, "parents-selected").map(({ tasks }) => tasks.map((one) => one.parent));

  it.each([
    ["one proposal", { kind: "single" } as const, 1, 1],
    ["n minibatches of the same parent", { kind: "same-parent", n: 3 } as const, 3, 1],
    ["n parents", { kind: "independent", n: 3 } as const, 3, 3],
    ["p parents with n minibatches", { kind: "p-by-n", p: 2, n: 2 } as const, 4, 2],
  ])("takes %s per iteration", async (_name, sampling, tasks, parents) => {
    const shapes = shape(await run({ sampling, iterations: 12, metricCalls: 2000 }));
    expect(shapes.every((one) => one.length === tasks)).toBe(true);
    expect(Math.max(...shapes.map((one) => new Set(one).size))).toBeLessThanOrEqual(parents);
    if (sampling.kind === "p-by-n") expect(shapes.every(([a, b, c, d]) => a === b && c === d)).toBe(true);
  });

  it("gives every feedback row once per epoch", async () => {
    const events = await run({
      iterations: 3,
      metricCalls: 500,
      minibatch: { size: 3, failureAware: false },
    });
    const rows = eventsOf(events, "parents-selected").flatMap((event) => event.tasks[0]!.minibatch);
    expect(rows.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe("a parent's minibatch", () => {
  it("is run once for several tasks that share it, also when the pool holds the same texts twice", async () => {
    const few: RuleTask = { feedback: ownRules(3), pareto: ownRules(3) };
    const texts = [{ main: "1" }, { main: "1" }];
    const options = {
      texts,
      iterations: 6,
      sampling: { kind: "independent", n: 4 },
      metricCalls: 900,
    } as const;
    const world = createWorld(few, { reflect: () => ({ kind: "proposed", text: "1" }) });
    const parentSelector = { kind: "epsilon-greedy", epsilon: 1 } as const;
    const events = await journalOf({ ...studioFor(few, options), parentSelector }, world.ports);
    const evaluated = eventsOf(events, "parents-evaluated");
    const tasks = eventsOf(events, "parents-selected").flatMap((event) =>
      event.tasks.map((one) => one.parent),
    );
    expect(new Set(tasks)).toEqual(new Set([0, 1]));
    expect(evaluated.every((event) => event.evaluations.length === 1)).toBe(true);
  });

  it("is read from storage when a resumed reflection needs its records", async () => {
    const spec = studioFor(task, { iterations: 1 });
    const world = createWorld(task);
    const whole = await journalOf(spec, world.ports);
    const cut = whole.findIndex((event) => event.type === "parents-evaluated") + 1;
    const asked: EvaluationCall[] = [];
    const again = createWorld(task, { fails: (call) => (asked.push(call), false) }, world);
    expect(await journalOf(spec, again.ports, whole.slice(0, cut))).toEqual(whole);
    expect(asked.slice(0, 3).map((call) => [call.stored, call.captureTrace, call.purpose])).toEqual(
      Array.from({ length: 3 }, () => [true, true, "parent"]),
    );
    expect(asked.slice(3).some((call) => call.stored)).toBe(false);
  });
});

describe("parent selection", () => {
  it("by epsilon 0 and by current best always takes the best; epsilon 1 also others", async () => {
    const parents = async (parentSelector: EngineSpec["parentSelector"]): Promise<boolean[]> => {
      const events = await run({ parentSelector, iterations: 8, metricCalls: 2000 });
      return eventsOf(events, "parents-selected").map((event) => {
        const before = stateOf(events.slice(0, events.indexOf(event)));
        return event.tasks[0]!.parent === before.best.index;
      });
    };
    expect(await parents({ kind: "current-best" })).not.toContain(false);
    expect(await parents({ kind: "epsilon-greedy", epsilon: 0 })).not.toContain(false);
    expect(await parents({ kind: "epsilon-greedy", epsilon: 1 })).toContain(false);
  });
});

describe("components", () => {
  const rows = [{ wants: { a: [1, 2, 3], b: [1, 2, 3] }, forbids: [] }];
  const two: RuleTask = { feedback: rows, pareto: rows };

  it("are rewritten in turn, per candidate, or all at once", async () => {
    const rewritten = async (componentSelector: EngineSpec["componentSelector"]) => {
      const spec = {
        ...studioFor(two, { texts: { a: "", b: "" }, iterations: 4, metricCalls: 100 }),
        componentSelector,
      };
      const events = await journalOf(spec, createWorld(two).ports);
      return eventsOf(events, "reflected").map((event) => Object.keys(event.proposals[0]!.texts).join());
    };
    expect(await rewritten("round-robin")).toEqual(["a", "b", "a", "b"]);
    expect(await rewritten("all")).toEqual(["a,b", "a,b", "a,b"]);
  });
});

describe("validation", () => {
  const scored = async (validation: EngineSpec["validation"]): Promise<number[][]> => {
    const events = await run({ validation, iterations: 4, metricCalls: 2000 });
    return stateOf(events).candidates.map((one) => one.scores.map((row) => row.example));
  };

  it("scores seeds on every row, and children as the policy says", async () => {
    const all = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    const full = await scored({ kind: "full" });
    expect(full.every((rows) => rows.join() === all.join())).toBe(true);
    const inheriting = await scored({ kind: "inherit", rows: 3 });
    expect(inheriting.every((rows) => rows.join() === all.join())).toBe(true);
    const [, fold1, fold2] = await scored({ kind: "k-fold", folds: 3 });
    expect(fold1).toEqual([0, 1, 3, 4, 6, 7]);
    expect(fold2).toEqual([0, 2, 3, 5, 6, 8]);
  });
});

describe("the search stops", () => {
  const stops = { score: null, noImprovement: null, candidates: null, iterations: null };
  const stubborn = (request: { callIndex: number }) =>
    ({ kind: "proposed", text: String(900 + request.callIndex) }) as const;

  it("when the best mean reached the score asked for", async () => {
    const events = await run({ metricCalls: 3000 }, { stop: { ...stops, score: 0.5 } });
    expect(stopOf(events)).toBe("score-reached");
    expect(stateOf(events).best.mean).toBeGreaterThanOrEqual(0.5);
  });

  it("after so many iterations without a better best mean", async () => {
    const spec = { ...studioFor(task, { metricCalls: 3000 }), stop: { ...stops, noImprovement: 4 } };
    const events = await journalOf(spec, createWorld(task, { reflect: stubborn }).ports);
    expect(events.at(-1)).toMatchObject({ reason: { kind: "no-improvement", iterations: 4 } });
    expect(stateOf(events).iteration).toBe(4);
  });

  it("when the pool has so many candidates, or after so many iterations", async () => {
    expect(
      stateOf(await run({ metricCalls: 3000 }, { stop: { ...stops, candidates: 3 } })).candidates,
    ).toHaveLength(3);
    expect(stateOf(await run({ metricCalls: 3000 }, { stop: { ...stops, iterations: 5 } })).iteration).toBe(
      5,
    );
  });

  it("when the reflection calls are used up", async () => {
    const events = await run({ metricCalls: 3000, reflectionCalls: 2 });
    expect(stopOf(events)).toBe("reflection-calls-spent");
    expect(stateOf(events).spent.reflectionCalls).toBe(2);
  });
});

describe("several seeds", () => {
  it("are all scored first, and all may become parents", async () => {
    const texts = [{ main: "1" }, { main: "2,3" }, { main: "4" }];
    const events = await run({ texts, metricCalls: 400, iterations: 15 });
    const state = stateOf(events);
    expect(state.candidates.slice(0, 3).map((one) => [one.kind, one.mean])).toEqual([
      ["seed", 1 / 9],
      ["seed", 2 / 9],
      ["seed", 1 / 9],
    ]);
    const parents = new Set(eventsOf(events, "parents-selected").map((event) => event.tasks[0]!.parent));
    expect([0, 1, 2].some((one) => parents.has(one))).toBe(true);
    expect(
      eventsOf(events, "candidate-added")
        .slice(0, 3)
        .map((event) => event.calls.from),
    ).toEqual([0, 9, 18]);
  });
});

describe("what pages read of a state", () => {
  it("says who keeps whom alive, where a candidate comes from, and how the best mean rose", async () => {
    const state = stateOf(await run({ metricCalls: 200 }));
    const best = bestCandidate(state)!;
    expect(frontierMembers(state)).toContain(state.best.index);
    expect(keptAliveBy(state, state.best.index).length).toBeGreaterThan(0);
    const line = lineage(state, state.best.index);
    expect(line.at(-1)).toBe(0);
    expect(new Set(line).size).toBe(line.length);
    const series = bestSoFar(state);
    expect(series.at(-1)?.best).toBe(Math.max(...state.candidates.map((one) => one.mean)));
    expect(series[0]).toEqual({ requests: 9, candidate: 0, mean: 0, best: 0 });
    expect(frontierMean(state)).toBeGreaterThanOrEqual(best.mean);
  });
});
