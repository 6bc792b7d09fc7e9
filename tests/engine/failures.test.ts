import { describe, expect, it } from "vitest";

import { allProposals, foldJournal, referenceSpec } from "../../src/engine/index.ts";
import type { EvaluationCall, JournalEvent } from "../../src/engine/index.ts";
import { createWorld, eventsOf, journalOf, stateOf, stopOf } from "./rule-task.ts";
import type { RuleTask } from "./rule-task.ts";
import { optionsFor, ownRules, studioFor } from "./studio-spec.ts";

const task: RuleTask = { feedback: ownRules(6), pareto: ownRules(6) };

describe("a call that failed", () => {
  it("leaves its row out of both sides of the gate", async () => {
    const spec = studioFor(task, { iterations: 1 });
    let row = -1;
    const fails = (call: EvaluationCall): boolean => {
      if (call.purpose === "child" && row === -1) row = call.example;
      return call.purpose === "child" && call.example === row;
    };
    const events = await journalOf(spec, createWorld(task, { fails }).ports);
    const [proposal] = allProposals(stateOf(events));
    expect(proposal?.childRows.filter((one) => "failed" in one)).toHaveLength(1);
    const counted = proposal!.parentRows.filter((one) => one.example !== row && "score" in one);
    expect(proposal?.before).toBe(counted.reduce((sum, one) => sum + ("score" in one ? one.score : 0), 0));
  });

  it("of the parent is not asked of the child", async () => {
    const asked: EvaluationCall[] = [];
    const fails = (call: EvaluationCall): boolean => {
      asked.push(call);
      return call.purpose === "parent" && call.callIndex % 3 === 0;
    };
    await journalOf(studioFor(task, { iterations: 1 }), createWorld(task, { fails }).ports);
    const failed = asked.filter((call) => call.purpose === "parent" && call.callIndex % 3 === 0);
    expect(failed).toHaveLength(1);
    const child = asked.filter((call) => call.purpose === "child").map((call) => call.example);
    expect(child).toHaveLength(2);
    expect(child).not.toContain(failed[0]!.example);
  });

  it.each([
    [2, 4, "selected"],
    [3, 4, "undecided"],
    [2, 3, "undecided"],
  ] as const)(
    "%i times of %i makes the proposal %s: half the minibatch is enough",
    async (failing, size, verdict) => {
      let left: number = failing;
      const fails = (call: EvaluationCall): boolean => call.purpose === "child" && left-- > 0;
      const spec = studioFor(task, { iterations: 1, minibatch: { size, failureAware: false } });
      const allAtOnce = { kind: "proposed", text: "1,2,3,4,5,6" } as const;
      const events = await journalOf(spec, createWorld(task, { fails, reflect: () => allAtOnce }).ports);
      expect(eventsOf(events, "children-judged")[0]?.judgements[0]?.verdict).toBe(verdict);
    },
  );

  it("leaves a proposal undecided when less than half the minibatch is left; it is tried again, then given up", async () => {
    const fails = (call: EvaluationCall): boolean => call.purpose === "child" && call.example % 2 === 0;
    const spec = studioFor(task, { metricCalls: 400, iterations: 30 });
    const events = await journalOf(spec, createWorld(task, { fails }).ports);
    const verdicts = eventsOf(events, "children-judged").flatMap((event) =>
      event.judgements.map((one) => ({ proposal: one.proposal, verdict: one.verdict })),
    );
    const undecided = verdicts.find((one) => one.verdict === "undecided");
    expect(undecided).toBeDefined();
    const story = verdicts.filter((one) => one.proposal === undecided!.proposal).map((one) => one.verdict);
    expect(story).toEqual(["undecided", "undecided", "given-up"]);
    const again = eventsOf(events, "parents-selected").filter(
      (event) => event.tasks[0]!.given?.proposal === undecided!.proposal,
    );
    expect(again.map((event) => event.tasks[0]!.given?.tries)).toEqual([1, 2]);
  });

  it("that answers the second time decides the proposal without another reflection", async () => {
    let broken = true;
    const fails = (call: EvaluationCall): boolean => broken && call.purpose === "child";
    const world = createWorld(task, { fails });
    const events: JournalEvent[] = [];
    const { optimize } = await import("../../src/engine/index.ts");
    for await (const event of optimize(studioFor(task, { iterations: 2 }), world.ports)) {
      events.push(event);
      if (event.type === "children-judged") broken = false;
    }
    expect(world.ran.reflections).toBe(1);
    expect(stateOf(events).candidates).toHaveLength(2);
    expect(stateOf(events).candidates[1]?.proposal).toBe(0);
  });

  it("in the Pareto evaluation keeps the child out of the pool, until a later try is complete", async () => {
    let broken = true;
    const fails = (call: EvaluationCall): boolean =>
      broken && call.purpose === "pareto" && call.example === 2;
    const world = createWorld(task, { fails });
    const events: JournalEvent[] = [];
    const { optimize } = await import("../../src/engine/index.ts");
    for await (const event of optimize(studioFor(task, { metricCalls: 200, iterations: 2 }), world.ports)) {
      events.push(event);
      if (event.type !== "validation-incomplete") continue;
      broken = false;
      expect(stateOf(events).candidates).toHaveLength(1);
    }
    expect(eventsOf(events, "validation-incomplete")).toHaveLength(1);
    const [, child] = eventsOf(events, "candidate-added");
    expect(child?.rows.filter((row) => row.from === "cache")).toHaveLength(5);
  });

  it("every time ends the run instead of spinning", async () => {
    const fails = (call: EvaluationCall): boolean => call.purpose !== "seed";
    const events = await journalOf(
      studioFor(task, { metricCalls: 10_000 }),
      createWorld(task, { fails }).ports,
    );
    expect(stopOf(events)).toBe("calls-keep-failing");
    expect(stateOf(events).idle).toMatchObject({ iterations: 0, failing: 3 });
    expect(stateOf(events).spent.metricCalls).toBe(6);
  });

  it("fails the iteration in the reference preset", async () => {
    const fails = (call: EvaluationCall): boolean => call.purpose === "child" && call.example === 3;
    const spec = referenceSpec({
      ...optionsFor(task, { iterations: 8, metricCalls: 500 }),
      failures: { kind: "continue" },
    });
    const events = await journalOf(spec, createWorld(task, { fails }).ports);
    const failed = eventsOf(events, "iteration-failed");
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]).toMatchObject({ stage: "children", reason: "the line is dead", continues: true });
  });
});

describe("a stop", () => {
  /** Stops at the nth call that has a purpose. */
  function stopping(purpose: string, reopened = false) {
    const stop = { aborted: false };
    const world = createWorld(task, {
      fails: (call) => {
        if (!reopened && call.purpose === purpose) stop.aborted = true;
        return false;
      },
      ports: { stop },
    });
    return { world, stop };
  }

  const lastBefore = {
    seed: "run-started",
    parent: "parents-selected",
    child: "reflected",
    pareto: "children-judged",
  } as const;
  const single = { kind: "single" } as const;
  const several = { kind: "same-parent", n: 2 } as const;
  it.each([
    ["seed", single],
    ["parent", single],
    ["child", single],
    ["pareto", single],
    ["parent", several],
    ["pareto", several],
  ] as const)(
    "in the middle of %s calls (%o) uses none of the answers; reopened, the run is the one that was never stopped",
    async (purpose, sampling) => {
      const spec = studioFor(task, { metricCalls: 120, sampling });
      const whole = await journalOf(spec, createWorld(task).ports);
      const { world, stop } = stopping(purpose);
      const cut = await journalOf(spec, world.ports);
      expect(cut.at(-1)).toMatchObject({ type: "run-stopped", reason: { kind: "stopped-by-person" } });
      expect(cut.at(-2)?.type).toBe(lastBefore[purpose]);
      stop.aborted = false;
      const shared = createWorld(task, {}, world);
      const rest = await journalOf(spec, shared.ports, [...cut, { type: "run-reopened" }]);
      const withoutPause = rest.filter((_, i) => i !== cut.length - 1 && i !== cut.length);
      expect(withoutPause).toEqual(whole);
      expect(world.ran.rollouts + shared.ran.rollouts).toBe(stateOf(whole).spent.metricCalls);
    },
  );

  it("leaves its calls reserved, so that a test in between does not take their places", async () => {
    const spec = studioFor(task, { metricCalls: 80 });
    const { world, stop } = stopping("pareto");
    const cut = await journalOf(spec, world.ports);
    stop.aborted = false;
    const from = stateOf(cut).nextCallIndex;
    expect([...world.asked.keys()].every((callIndex) => callIndex < from)).toBe(true);
    const tested: JournalEvent[] = [
      ...cut,
      {
        type: "test-evaluated",
        candidate: 0,
        calls: { from, count: 2 },
        rows: [
          { example: 0, callIndex: from, score: 1 },
          { example: 1, callIndex: from + 1, score: 0 },
        ],
      },
      { type: "run-reopened" },
    ];
    world.asked.set(from, "test 0").set(from + 1, "test 1");
    const rest = await journalOf(spec, createWorld(task, {}, world).ports, tested);
    expect(stateOf(rest).test).toMatchObject([{ candidate: 0, mean: 0.5 }]);
    expect(stateOf(rest).spent).toMatchObject({ testCalls: 2 });
  });

  it("by an outer limit is possible before every step, and names it", async () => {
    let asked = 0;
    const limit = { kind: "money", used: 1.25, limit: 1, unit: "USD" } as const;
    const world = createWorld(task, { ports: { outerLimit: () => (++asked > 4 ? limit : null) } });
    const events = await journalOf(studioFor(task), world.ports);
    expect(events.at(-1)).toMatchObject({
      reason: { kind: "outer-limit", what: "money", used: 1.25, limit: 1, unit: "USD" },
    });
    expect(events).toHaveLength(6);
    expect(foldJournal(events)!.phase.at).not.toBe("between");
  });
});
