import { describe, expect, it } from "vitest";

import { foldJournal, optimize, referenceSpec } from "../../src/engine/index.ts";
import type { EvaluationCall, FinalBegun, JournalEvent, SteeringRequest } from "../../src/engine/index.ts";
import { createWorld, eventsOf, journalOf, stateOf, stopOf } from "./rule-task.ts";
import type { RuleTask } from "./rule-task.ts";
import { optionsFor, ownRules, studioFor } from "./studio-spec.ts";

const task: RuleTask = { feedback: ownRules(6), pareto: ownRules(6) };

describe("a row without an answer", () => {
  it("of the seed leaves its row out for every candidate, and the search goes on with the others", async () => {
    const asked: EvaluationCall[] = [];
    const fails = (call: EvaluationCall): boolean => {
      asked.push(call);
      return call.split === "pareto" && call.example < 2;
    };
    const events = await journalOf(studioFor(task, { metricCalls: 200 }), createWorld(task, { fails }).ports);
    const [seed] = eventsOf(events, "candidate-added");
    expect(seed?.rows.map((row) => row.example)).toEqual([2, 3, 4, 5]);
    expect(seed?.leftOut).toMatchObject([
      { example: 0, failed: "the line is dead" },
      { example: 1, failed: "the line is dead" },
    ]);
    const state = stateOf(events);
    expect(state.candidates.length).toBeGreaterThan(1);
    expect(state.candidates.every(({ scores }) => scores.length === 4)).toBe(true);
    expect(asked.filter(({ split, example }) => split === "pareto" && example < 2)).toHaveLength(2);
  });

  it("of the seed on every row ends the run and says so; gone on with, it asks anew", async () => {
    const fails = (call: EvaluationCall): boolean => call.callIndex < 6;
    const spec = studioFor(task);
    const world = createWorld(task, { fails });
    const events = await journalOf(spec, world.ports);
    expect(events.at(-1)).toMatchObject({
      reason: { kind: "seed-not-scored", missing: 6, of: 6, reason: "the line is dead" },
    });
    const reopened = foldJournal([...events, { type: "run-reopened" }]);
    for await (const event of optimize(spec, world.ports, reopened!)) events.push(event);
    expect(eventsOf(events, "candidate-added")[0]?.rows).toHaveLength(6);
  });

  it("of the seed ends the run in the reference preset, however few", async () => {
    const fails = (call: EvaluationCall): boolean => call.example < 2;
    const spec = referenceSpec(optionsFor(task, { metricCalls: 100 }));
    const events = await journalOf(spec, createWorld(task, { fails }).ports);
    expect(events.at(-1)).toMatchObject({ reason: { kind: "seed-not-scored", missing: 2, of: 6 } });
  });

  it("of a candidate that fails on one row again and again lets its parent's score stand there", async () => {
    const fails = (call: EvaluationCall): boolean => call.purpose === "pareto" && call.example === 2;
    const spec = studioFor(task, { metricCalls: 400, iterations: 12 });
    const state = stateOf(await journalOf(spec, createWorld(task, { fails }).ports));
    const [seed, child] = state.candidates;
    const row = child?.scores.find(({ example }) => example === 2);
    expect(row).toEqual({ ...seed?.scores.find(({ example }) => example === 2), from: "parent" });
    expect(child?.mean).toBeGreaterThan(seed!.mean);
  });

  it("of a finalist lets stand what its parent answered in that final, not what the parent had inherited", async () => {
    const many: RuleTask = { feedback: ownRules(12), pareto: ownRules(12) };
    const validation = { kind: "inherit", rows: 2 } as const;
    const final = { candidates: 4, level: 0.5 };
    const spec = studioFor(many, { metricCalls: 200, iterations: 6, validation, final });
    const whole = await journalOf(spec, createWorld(many).ports);
    const { candidates } = stateOf(whole);
    const [{ finalists }] = eventsOf(whole, "final-begun") as [FinalBegun];
    const [[child, parent, row]] = finalists.flatMap(({ candidate, examples }) => {
      const { hash, inherits } = candidates[candidate]!;
      const asked = finalists.find((one) => one.candidate === inherits)?.examples ?? [];
      return examples
        .filter((example) => asked.includes(example))
        .map((example) => [hash, candidates[inherits!]!.hash, example] as const);
    }) as [readonly [string, string, number]];
    const isIn = (hash: string, call: EvaluationCall): boolean =>
      call.purpose === "final" &&
      call.split === "pareto" &&
      call.candidateHash === hash &&
      call.example === row;
    const { ports } = createWorld(many, {
      fails: (call) => isIn(child, call),
      score: (call, own) => (isIn(parent, call) ? 0.5 : own),
    });
    const after = stateOf(await journalOf(spec, ports)).candidates;
    const standing = after.find(({ hash }) => hash === child)?.scores.find(({ example }) => example === row);
    expect(standing).toMatchObject({ score: 0.5, from: "parent" });
  });

  it("of a candidate on many rows keeps it out of the pool", async () => {
    const fails = (call: EvaluationCall): boolean => call.purpose === "pareto" && call.example < 3;
    const spec = studioFor(task, { metricCalls: 400, iterations: 12 });
    expect(stateOf(await journalOf(spec, createWorld(task, { fails }).ports)).candidates).toHaveLength(1);
  });

  it("is asked again when a person wishes it: the row counts once every candidate has an answer on it", async () => {
    let broken = true;
    let wishes: SteeringRequest[] = [];
    const fails = (call: EvaluationCall): boolean => broken && call.split === "pareto" && call.example === 1;
    const steering = () => wishes.splice(0);
    const spec = studioFor(task, { metricCalls: 60 });
    const world = createWorld(task, { fails, ports: { steering } });
    const events = await journalOf(spec, world.ports);
    const before = stateOf(events);
    expect(before.leftOut.map((row) => row.example)).toEqual([1]);

    broken = false;
    wishes = [{ kind: "ask-again" }];
    const reopened: JournalEvent = { type: "run-reopened", forRows: true };
    events.push(reopened);
    for await (const event of optimize(spec, world.ports, foldJournal(events)!)) events.push(event);
    const after = stateOf(events);
    expect(after.leftOut).toEqual([]);
    expect(after.candidates.every(({ scores }) => scores.length === 6)).toBe(true);
    expect(after.stopReason).toEqual(before.stopReason);
    expect(after.spent.metricCalls - before.spent.metricCalls).toBe(before.candidates.length);
    expect(after.frontier.instance.fronts).toHaveLength(6);
    expect(after.candidates[after.best.index]!.mean).toBe(
      Math.max(...after.candidates.map((one) => one.mean)),
    );
  });

  it("on some feedback rows always takes them out of the draw, and the search goes on with the others", async () => {
    const asked: EvaluationCall[] = [];
    const fails = (call: EvaluationCall): boolean => {
      asked.push(call);
      return call.split === "feedback" && call.example % 3 > 0;
    };
    const spec = studioFor(task, { metricCalls: 400, minibatch: { size: 6, failureAware: false } });
    const events = await journalOf(spec, createWorld(task, { fails }).ports);
    expect(stopOf(events)).not.toBe("calls-keep-failing");
    const state = stateOf(events);
    expect(Object.keys(state.unanswered)).toEqual(["1", "2", "4", "5"]);
    expect(asked.filter(({ split, example }) => split === "feedback" && example === 1)).toHaveLength(2);
    expect(state.candidates.length).toBeGreaterThan(1);
  });
});
