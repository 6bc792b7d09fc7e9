import { describe, expect, it } from "vitest";

import {
  initialState,
  InvalidSpec,
  optimize,
  referenceSpec,
  studioMerge,
  validateSpec,
} from "../../src/engine/index.ts";
import type { EngineSpec } from "../../src/engine/index.ts";
import { createWorld, journalOf } from "./rule-task.ts";
import type { RuleTask, Script } from "./rule-task.ts";
import { optionsFor, ownRules, studioFor } from "./studio-spec.ts";

const task: RuleTask = { feedback: ownRules(3), pareto: ownRules(3) };
const good = studioFor(task);
const guards = good.guards;
const strange = <T>(value: unknown): T => value as T;

describe("a spec", () => {
  it("of either preset has no problems as it is made", () => {
    expect(validateSpec(good)).toEqual([]);
    expect(validateSpec(referenceSpec(optionsFor(task)))).toEqual([]);
  });

  it.each<[string, Partial<EngineSpec>, string, string]>([
    ["no seed", { seedCandidates: [] }, "no-seed", "at least one seed"],
    ["an empty seed", { seedCandidates: [{}] }, "empty-seed", "at least one component"],
    [
      "a component named by a number",
      { seedCandidates: [{ "0": "" }] },
      "component-name",
      'name the component "0" by a word',
    ],
    ["a component without a name", { seedCandidates: [{ " ": "" }] }, "component-name", "another name"],
    [
      "seeds of different components",
      {
        seedCandidates: [
          { a: "", b: "" },
          { b: "", a: "" },
        ],
      },
      "seeds-differ",
      "a, b",
    ],
    ["no feedback rows", { splits: { ...good.splits, feedback: 0 } }, "empty-split", "feedback set"],
    ["no Pareto rows", { splits: { ...good.splits, pareto: 0 } }, "empty-split", "pareto set"],
    [
      "shared splits of different sizes",
      { splits: { ...good.splits, feedback: 9, paretoIsFeedback: true } },
      "out-of-range",
      "same size",
    ],
    [
      "no stop condition",
      { budget: { ...good.budget, metricCalls: null } },
      "no-stop-condition",
      "give a budget",
    ],
    [
      "an unknown selector",
      { parentSelector: strange({ kind: "best" }) },
      "unknown-choice",
      '"best" is not known; choose one of pareto',
    ],
    [
      "an unknown frontier",
      { frontier: strange("front") },
      "unknown-choice",
      "instance, objective, hybrid, cartesian",
    ],
    ["an unknown strategy", { sampling: strange({ kind: "many" }) }, "unknown-choice", "same-parent"],
    ["an unknown acceptance", { acceptance: strange({ kind: "lenient" }) }, "unknown-choice", "tolerance"],
    ["a minibatch of 0", { minibatch: { size: 0, failureAware: false } }, "out-of-range", "at least 1"],
    ["half a minibatch", { minibatch: { size: 2.5, failureAware: false } }, "out-of-range", "whole number"],
    ["a seed that is no number", { seed: Number.NaN }, "out-of-range", "NaN cannot be used"],
    [
      "an infinite budget",
      { budget: { ...good.budget, metricCalls: Number.POSITIVE_INFINITY } },
      "out-of-range",
      "Infinity",
    ],
    [
      "an epsilon above 1",
      { parentSelector: { kind: "epsilon-greedy", epsilon: 1.5 } },
      "out-of-range",
      "at least 0 and at most 1",
    ],
    ["a group that is none", { guards: strange("none") }, "wrong-type", "none has no parts"],
    [
      "a text that is none",
      { reflector: { ...good.reflector, objective: strange(3) } },
      "wrong-type",
      "3 is no text",
    ],
    ["a switch that is neither on nor off", { cache: strange("yes") }, "unknown-choice", "true, false"],
    ["top-0 selection", { selection: { kind: "top-k", k: 0 } }, "out-of-range", "at least 1"],
    [
      "a negative tolerance",
      { acceptance: { kind: "tolerance", tolerance: -1 } },
      "out-of-range",
      "at least 0",
    ],
    ["an overlap floor of 0", { merge: { ...studioMerge, overlapFloor: 0 } }, "out-of-range", "at least 1"],
    ["one fold", { validation: { kind: "k-fold", folds: 1 } }, "out-of-range", "at least 2"],
    [
      "a template without its places",
      { reflector: { ...good.reflector, templates: { "*": "<curr_param>" } } },
      "missing-placeholder",
      "<side_info>",
    ],
    [
      "a guard for nobody",
      { guards: { ...guards, mustKeep: { mian: ["x"] } } },
      "unknown-component",
      'no component "mian"',
    ],
    [
      "a budget that cannot score the seed",
      { budget: { ...good.budget, metricCalls: 2 } },
      "budget-too-small",
      "takes 3 metric calls",
    ],
  ])("with %s is refused by name, before anything is spent", async (_name, change, kind, message) => {
    const spec = { ...good, ...change };
    const problems = validateSpec(spec);
    expect(problems).toMatchObject([{ kind, message: expect.stringContaining(message) as string }]);
    const world = createWorld(task);
    await expect(optimize(spec, world.ports).next()).rejects.toThrow(InvalidSpec);
    expect(world.ran.rollouts).toBe(0);
  });

  it("written before an option existed means what the reference does there", () => {
    const { idleEpochs: _later, reflector, ...older } = good;
    const { rejectedMemory: _too, ...olderReflector } = reflector;
    const stored = strange<EngineSpec>({ ...older, reflector: olderReflector });
    expect(initialState(stored).spec).toEqual({
      ...good,
      idleEpochs: null,
      reflector: { ...reflector, rejectedMemory: 0 },
    });
    expect(initialState(good).spec).toBe(good);
  });

  it("with several problems names them all", () => {
    const bad = { ...good, seedCandidates: [], minibatch: { size: 0, failureAware: false } };
    expect(validateSpec(bad).map((one) => one.field)).toEqual(["seedCandidates", "minibatch.size"]);
  });
});

describe("scores no search can use", () => {
  const seedOnly = async (script: Script, spec: EngineSpec = good) => {
    const events = await journalOf(spec, createWorld(task, script).ports);
    return events.at(-1);
  };

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "such as %s end the run at the seed, and say what to change",
    async (score) => {
      expect(await seedOnly({ score: () => score })).toMatchObject({
        type: "run-stopped",
        reason: {
          kind: "seed-not-scored",
          missing: 3,
          of: 3,
          reason: `the metric gave the score ${score}: return a finite number`,
        },
      });
    },
  );

  it.each(["objective", "hybrid", "cartesian"] as const)(
    "such as rows without objectives for a frontier of kind %s end it too",
    async (frontier) => {
      const last = await seedOnly({}, { ...good, frontier });
      expect(last).toMatchObject({ reason: { kind: "seed-not-scored" } });
      expect(JSON.stringify(last)).toContain("needs objective scores on every row");
    },
  );

  it("of a child are failed calls, never a score", async () => {
    const events = await journalOf(
      good,
      createWorld(task, { score: (call, score) => (call.purpose === "child" ? Number.NaN : score) }).ports,
    );
    const rows = events.flatMap((event) =>
      event.type === "children-judged" ? event.judgements[0]!.rows : [],
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.every((row) => "failed" in row && row.failed.includes("NaN"))).toBe(true);
    expect(events.at(-1)).toMatchObject({ reason: { kind: "calls-keep-failing" } });
  });
});
