import { describe, expect, it } from "vitest";

import { allProposals, bestCandidate, referenceSpec } from "../../src/engine/index.ts";
import type { EngineSpec, ReflectionAnswer } from "../../src/engine/index.ts";
import { proposedMinibatchSize } from "../../src/engine/minibatch/minibatch-size.ts";
import { createWorld, eventsOf, journalOf, stateOf, stopOf } from "./rule-task.ts";
import type { RuleTask, Script } from "./rule-task.ts";
import { optionsFor, ownRules, studioFor, wants } from "./studio-spec.ts";
import type { Changes } from "./studio-spec.ts";

const small: RuleTask = { feedback: ownRules(4), pareto: ownRules(4) };
const say = (text: string): Script => ({ reflect: (): ReflectionAnswer => ({ kind: "proposed", text }) });

/** The same options as the reference would run them. */
function referenceFor(task: RuleTask, changes: Changes = {}): EngineSpec {
  const options = optionsFor(task, changes);
  return referenceSpec({ ...options, budget: { ...options.budget, policy: "overshoot" } });
}

async function runBoth(task: RuleTask, changes: Changes, script: Script = {}) {
  const studio = await journalOf(studioFor(task, changes), createWorld(task, script).ports);
  const reference = await journalOf(referenceFor(task, changes), createWorld(task, script).ports);
  return { studio, reference };
}

describe("a child that is not worth paying for", () => {
  it("is dropped when it is its parent's own text, where the reference pays for it", async () => {
    const { studio, reference } = await runBoth(small, { iterations: 3 }, say(""));
    expect(allProposals(stateOf(studio)).map((one) => one.verdict)).toEqual([
      "unchanged",
      "unchanged",
      "unchanged",
    ]);
    expect(eventsOf(studio, "children-judged")).toEqual([]);
    expect(eventsOf(reference, "children-judged")).toHaveLength(3);
  });

  it("is dropped when the same text was proposed before, where the reference pays again", async () => {
    const { studio, reference } = await runBoth(small, { iterations: 3 }, say("99"));
    expect(allProposals(stateOf(studio)).map((one) => one.verdict)).toEqual([
      "not-better",
      "already-seen",
      "already-seen",
    ]);
    expect(eventsOf(reference, "children-judged")).toHaveLength(3);
  });

  it("is dropped when a sibling of the same iteration has the same text", async () => {
    const changes = { iterations: 1, sampling: { kind: "same-parent", n: 2 } } as const;
    const { studio, reference } = await runBoth(small, changes, say("1,2,3,4"));
    expect(eventsOf(studio, "children-judged")[0]?.judgements).toHaveLength(1);
    expect(eventsOf(reference, "children-judged")[0]?.judgements.map((one) => one.verdict)).toEqual([
      "selected",
      "duplicate-of-sibling",
    ]);
  });
});

describe("the budget", () => {
  it("is reserved before a proposal starts, where the reference overshoots", async () => {
    const changes = { metricCalls: 4 + 2 * 3 + 4 + 5, final: null };
    const { studio, reference } = await runBoth(small, changes);
    expect(stateOf(studio).spent.metricCalls).toBeLessThanOrEqual(changes.metricCalls);
    expect(stateOf(reference).spent.metricCalls).toBeGreaterThan(changes.metricCalls);
    expect(studio.at(-1)).toMatchObject({
      reason: { kind: "budget-too-small", what: "metric-calls", needs: 10, has: 5 },
    });
  });

  it("starts as many of several proposals as fit", async () => {
    const changes = {
      metricCalls: 4 + 2 * 10 + 3,
      final: null,
      sampling: { kind: "independent", n: 5 },
    } as const;
    const events = await journalOf(studioFor(small, changes), createWorld(small).ports);
    expect(eventsOf(events, "parents-selected")[0]?.tasks).toHaveLength(2);
  });

  it("of reflection calls covers retries too", async () => {
    const world = createWorld(small, {
      reflect: () => ({ kind: "answered", text: "no fence", finishReason: "stop" }),
    });
    const events = await journalOf(studioFor(small, { reflectionCalls: 3, metricCalls: 500 }), world.ports);
    expect(world.ran.reflections).toBe(3);
    expect(stopOf(events)).toBe("reflection-calls-spent");
  });
});

describe("minibatches", () => {
  it("are sized from the seed's failure rate", () => {
    expect(proposedMinibatchSize(0.15, 100)).toBe(8);
    expect(proposedMinibatchSize(0.3, 100)).toBe(4);
    expect(proposedMinibatchSize(0.9, 100)).toBe(3);
    expect(proposedMinibatchSize(1, 100)).toBe(3);
    expect(proposedMinibatchSize(0, 100)).toBe(8);
    expect(proposedMinibatchSize(0.15, 5)).toBe(5);
  });

  it("take the proposed size when the spec asks for it", async () => {
    const rare: RuleTask = {
      feedback: ownRules(20),
      pareto: [wants(1), ...Array.from({ length: 9 }, () => wants())],
    };
    const changes = {
      metricCalls: 200,
      iterations: 1,
      minibatch: { size: "from-failure-rate", failureAware: false },
    } as const;
    const events = await journalOf(studioFor(rare, changes), createWorld(rare).ports);
    expect(eventsOf(events, "parents-selected")[0]?.tasks[0]?.minibatch).toHaveLength(8);
  });

  it("swap in a row that is known to fail when they hold none, where the reference learns nothing", async () => {
    const mostlyFine: RuleTask = {
      feedback: [wants(9), ...Array.from({ length: 11 }, () => wants())],
      pareto: ownRules(3),
    };
    const changes = { metricCalls: 300, iterations: 12 };
    const stubborn: Script = { reflect: (request) => ({ kind: "proposed", text: `5${request.callIndex}` }) };
    const { studio, reference } = await runBoth(mostlyFine, changes, stubborn);
    const reflected = (events: typeof studio): number => eventsOf(events, "reflected").length;
    expect(reflected(reference)).toBeLessThanOrEqual(4);
    expect(reflected(studio)).toBeGreaterThan(reflected(reference));
    const swapped = eventsOf(studio, "parents-selected").filter(({ tasks }) =>
      tasks[0]!.minibatch.includes(0),
    );
    expect(swapped.length).toBeGreaterThan(3);
  });
});

describe("the winner", () => {
  const tied: RuleTask = { feedback: ownRules(10), pareto: ownRules(10) };

  it("is, where a noise band of one row is wished for, the shortest candidate inside it; the reference takes the lucky one", async () => {
    const long = `1,2,3,4,5,6,7,8,9,10${",55".repeat(200)}`;
    const seeds = [{ main: "1,2,3,4,5,6,7,8,9" }, { main: long }];
    const changes = { texts: seeds, iterations: 1, perfectScore: 0 };
    const { reference } = await runBoth(tied, changes);
    const band = studioFor(tied, { ...changes, winner: { kind: "noise-band", rows: 1 } });
    const studio = await journalOf(band, createWorld(tied).ports);
    expect(bestCandidate(stateOf(reference))?.index).toBe(1);
    expect(bestCandidate(stateOf(studio))?.index).toBe(0);
  });

  it("of the reference is the candidate with the highest mean, and of equals the first, wherever it stands in the pool", async () => {
    const whole = "1,2,3,4,5,6,7,8,9,10";
    for (const [best, texts] of [
      [0, [whole, "1"]],
      [1, ["1", whole, "2"]],
      [0, [whole, `${whole},11`]],
    ] as const) {
      const seeds = texts.map((main) => ({ main }));
      const { reference } = await runBoth(tied, { texts: seeds, iterations: 1, perfectScore: 0 });
      expect(bestCandidate(stateOf(reference))?.index).toBe(best);
    }
  });

  it("is not a short candidate outside the band", async () => {
    const seeds = [{ main: "1" }, { main: "1,2,3,4,5,6,7,8,9,10" }];
    const { studio } = await runBoth(tied, { texts: seeds, iterations: 1, perfectScore: 0 });
    expect(bestCandidate(stateOf(studio))?.index).toBe(1);
  });
});

describe("loops that learn nothing", () => {
  it("end when the reflector repeats itself, where the reference spends the whole budget", async () => {
    const changes = { metricCalls: 2000, reuseParentRollouts: true, iterations: 300 };
    const { studio, reference } = await runBoth(small, changes, say(""));
    expect(studio.at(-1)).toMatchObject({
      reason: { kind: "reflection-repeats", left: { wrong: 4, of: 4 } },
    });
    expect(eventsOf(studio, "parents-selected").length).toBeLessThan(10);
    expect(eventsOf(reference, "parents-selected").length).toBeGreaterThan(250);
  });

  it("end when every row is perfect", async () => {
    const perfect: RuleTask = { feedback: [wants(), wants(), wants()], pareto: [wants()] };
    const { studio, reference } = await runBoth(perfect, { metricCalls: 1000 });
    expect(studio.at(-1)).toMatchObject({
      reason: { kind: "nothing-left-to-learn", left: { wrong: 0, of: 1 } },
    });
    expect(stateOf(studio).spent.metricCalls).toBeLessThan(20);
    expect(stateOf(reference).spent.metricCalls).toBeGreaterThanOrEqual(1000);
  });

  it("end when no reply of the reflector can be used", async () => {
    const useless: Script = { reflect: () => ({ kind: "answered", text: "", finishReason: "stop" }) };
    const events = await journalOf(
      studioFor(small, { metricCalls: 2000 }),
      createWorld(small, useless).ports,
    );
    expect(events.at(-1)).toMatchObject({
      reason: { kind: "reflection-unusable", last: "empty", left: { wrong: 4, of: 4 } },
    });
  });

  it("end with the wrong rows counted when only rows it may not learn from are wrong", async () => {
    const unseen: RuleTask = { feedback: [wants(), wants(), wants()], pareto: [wants(), wants(1)] };
    const events = await journalOf(studioFor(unseen, { metricCalls: 1000 }), createWorld(unseen).ports);
    expect(events.at(-1)).toMatchObject({
      reason: { kind: "nothing-left-to-learn", left: { wrong: 1, of: 2 } },
    });
  });

  it("do not end while children are still tried and rejected", async () => {
    const fresh: Script = {
      reflect: (request) => ({ kind: "proposed", text: String(200 + request.callIndex) }),
    };
    const events = await journalOf(studioFor(small, { metricCalls: 400 }), createWorld(small, fresh).ports);
    expect(stopOf(events)).toBe("budget-too-small");
  });
});

describe("a deterministic Student's rollouts", () => {
  it("are read again instead of being paid for again, and the journal names the call they are read from", async () => {
    const script: Script = {
      reflect: (request) => ({ kind: "proposed", text: String(200 + request.callIndex) }),
    };
    const changes = { metricCalls: 100, iterations: 8 };
    const world = createWorld(small, script);
    const paying = stateOf(await journalOf(studioFor(small, changes), createWorld(small, script).ports));
    const events = await journalOf(studioFor(small, { ...changes, reuseParentRollouts: true }), world.ports);
    const reusing = stateOf(events);
    const rows = eventsOf(events, "parents-evaluated").flatMap((event) =>
      event.evaluations.flatMap((one) => one.rows),
    );
    const reused = rows.filter((row) => "from" in row && row.from === "reused");
    const calls = new Set(rows.filter((row) => !("from" in row)).map((row) => row.callIndex));
    expect(reused.length).toBe(reusing.spent.reused);
    expect(reused.length).toBeGreaterThan(10);
    expect(reused.every((row) => calls.has(row.callIndex))).toBe(true);
    expect(reusing.spent.metricCalls + reusing.spent.reused).toBe(paying.spent.metricCalls);
  });
});
