import { describe, expect, it } from "vitest";

import { allProposals } from "../../src/engine/index.ts";
import type { JournalEvent, SteeringRequest } from "../../src/engine/index.ts";
import { createWorld, eventsOf, journalOf, stateOf, stopOf } from "./rule-task.ts";
import type { RuleTask } from "./rule-task.ts";
import { ownRules, studioFor } from "./studio-spec.ts";

const task: RuleTask = { feedback: ownRules(6), pareto: ownRules(6) };

describe("a person", () => {
  const steered = async (requests: readonly SteeringRequest[], changes: Parameters<typeof studioFor>[1]) => {
    const queue = [...requests];
    const world = createWorld(task, { ports: { steering: () => queue.splice(0, 1) } });
    const events = await journalOf(studioFor(task, changes), world.ports);
    return { events, world, state: stateOf(events) };
  };

  it("enters a text that has to pass the gate, without a reflection", async () => {
    const texts = { main: "1,2,3,4,5,6" };
    const { events, state, world } = await steered([{ kind: "enter-candidate", parent: 0, texts }], {
      iterations: 1,
    });
    expect(world.ran.reflections).toBe(0);
    expect(state.candidates[1]).toMatchObject({ kind: "person", texts, mean: 1, parents: [0] });
    expect(eventsOf(events, "candidate-entered")).toHaveLength(1);
    expect(allProposals(state)[0]).toMatchObject({ kind: "person", verdict: "accepted", candidate: 1 });
  });

  it("whose text is not better is told so, with the rows it was tried on", async () => {
    const { state } = await steered([{ kind: "enter-candidate", parent: 0, texts: { main: "99" } }], {
      iterations: 1,
    });
    expect(allProposals(state)[0]).toMatchObject({
      kind: "person",
      verdict: "not-better",
      before: 0,
      after: 0,
    });
    expect(allProposals(state)[0]?.childRows).toHaveLength(3);
  });

  it("raises the budget of a running search", async () => {
    const raised = await steered([{ kind: "raise-budget", metricCalls: 150 }], { metricCalls: 30 });
    expect(raised.state.budget.metricCalls).toBe(150);
    expect(raised.state.spent.metricCalls).toBeGreaterThan(30);
    expect(raised.state.spent.metricCalls).toBeLessThanOrEqual(150);
  });

  it("raises the budget of a stopped one and goes on where it stood", async () => {
    const spec = studioFor(task, { metricCalls: 30, final: null });
    const world = createWorld(task);
    const stopped = await journalOf(spec, world.ports);
    expect(stopOf(stopped)).toBe("metric-calls-spent");
    const more: JournalEvent[] = [
      ...stopped,
      { type: "budget-raised", metricCalls: 80 },
      { type: "run-reopened" },
    ];
    const longer = await journalOf(spec, createWorld(task, {}, world).ports, more);
    const atOnce = await journalOf(
      studioFor(task, { metricCalls: 80, final: null }),
      createWorld(task).ports,
    );
    expect(stateOf(longer).candidates).toEqual(stateOf(atOnce).candidates);
  });

  it("adds a remark to a row, which the reflector then reads", async () => {
    const remarks = Array.from(
      { length: 6 },
      (_, example) => ({ kind: "add-feedback", example, text: `look at ${example}` }) as const,
    );
    const { world } = await steered(remarks, { iterations: 8, metricCalls: 300 });
    const last = world.reflections.at(-1)!;
    for (const { example, record } of last.records)
      expect(record["Remark by a person"]).toBe(`look at ${example}`);
    expect(last.prompt).toContain("Remark by a person");
  });
});

describe("own ingredients", () => {
  it("decide, are journalled, and are not asked again on resume", async () => {
    const spec = {
      ...studioFor(task, { iterations: 3, validation: { kind: "full" }, texts: { a: "", main: "" } }),
      componentSelector: "custom" as const,
    };
    let asked = 0;
    const hooks = {
      selectParent: () => 0,
      sampleMinibatch: () => [5, 4],
      selectComponents: () => (asked++, ["main"]),
      accept: () => true,
      validationBatch: () => [1, 2],
    };
    const world = createWorld(task, { ports: { hooks } });
    const events = await journalOf(spec, world.ports);
    const state = stateOf(events);
    expect(state.candidates.slice(1).every((one) => one.parents[0] === 0 && one.scores.length === 2)).toBe(
      true,
    );
    expect(eventsOf(events, "parents-selected")[0]?.tasks[0]?.minibatch).toEqual([5, 4]);
    const before = asked;
    const cut = events.findIndex((event) => event.type === "parents-evaluated") + 1;
    await journalOf(
      spec,
      createWorld(task, { ports: { hooks } }, world).ports,
      events.slice(0, cut),
      cut + 1,
    );
    expect(asked).toBe(before);
  });
});
