import { describe, expect, it } from "vitest";

import {
  allProposals,
  referenceMerge,
  referenceSpec,
  studioMerge,
  studioSpec,
} from "../../src/engine/index.ts";
import type { EngineSpec } from "../../src/engine/index.ts";
import { createWorld, eventsOf, journalOf, stateOf, stopOf } from "./rule-task.ts";
import type { RuleTask, Script } from "./rule-task.ts";
import { optionsFor } from "./studio-spec.ts";

describe("merging", () => {
  /** Two components, each wanted by rows of its own, from a seed that scores 0 everywhere. */
  const row = (component: string, rule: number) => ({ wants: { [component]: [rule] }, forbids: [] });
  const rows = [row("a", 1), row("b", 1), row("a", 2), row("b", 2), row("a", 3), row("b", 3)];
  const task: RuleTask = { feedback: rows, pareto: [...rows] };
  const changes = {
    texts: { a: "", b: "" },
    metricCalls: 400,
    iterations: 40,
    minibatch: { size: 1, failureAware: false },
    sampling: { kind: "same-parent", n: 2 },
  } as const;

  it("draws evenly among ancestors that all score 0, where the reference dies", async () => {
    const merge = { ...studioMerge, overlapFloor: 1 };
    const options = optionsFor(task, changes);
    const studio = await journalOf(studioSpec({ ...options, merge }), createWorld(task).ports);
    const reference = await journalOf(
      referenceSpec({
        ...options,
        merge: { ...referenceMerge, overlapFloor: 1 },
        budget: { ...options.budget, policy: "overshoot" },
      }),
      createWorld(task).ports,
    );
    expect(reference.at(-1)).toMatchObject({
      type: "run-stopped",
      reason: { kind: "failed", reason: "ValueError: Total of weights must be greater than zero" },
    });
    expect(stateOf(studio).candidates.some((one) => one.kind === "merge" && one.parents.length === 2)).toBe(
      true,
    );
    expect(stopOf(studio)).not.toBe("failed");
  });

  it("is tried only when its rows and its Pareto evaluation fit what is left", async () => {
    const merge = { ...studioMerge, overlapFloor: 1 };
    let merges = 0;
    for (let metricCalls = 30; metricCalls < 75; metricCalls++) {
      const spec = studioSpec({ ...optionsFor(task, { ...changes, metricCalls }), merge, cache: false });
      const events = await journalOf(spec, createWorld(task).ports);
      merges += eventsOf(events, "merge-judged").length;
      const paid = allProposals(stateOf(events)).filter((one) => one.after !== null);
      expect(new Set(paid.map((one) => one.hash)).size).toBe(paid.length);
      expect(stateOf(events).spent.metricCalls).toBeLessThanOrEqual(metricCalls);
    }
    expect(merges).toBeGreaterThan(10);
  });

  it("does not build a child that was proposed before", async () => {
    const two: RuleTask = { feedback: rows.slice(0, 2), pareto: rows.slice(0, 2) };
    const turns = [["a", "b"], ["a"], ["b"], ["a"]];
    const run = async (dropSeen: boolean): Promise<number> => {
      const script: Script = {
        reflect: () => ({ kind: "proposed", text: "1" }),
        // The whole of it is proposed first, and has bad luck.
        score: (call, score) =>
          call.purpose === "child" && call.candidate["a"] === "1" && call.candidate["b"] === "1" ? 0 : score,
        ports: {
          hooks: {
            selectParent: () => 0,
            selectComponents: (state) => turns[state.iteration - 1]!,
            sampleMinibatch: () => [0, 1],
          },
        },
      };
      const options = optionsFor(two, { texts: { a: "", b: "" }, metricCalls: 200, iterations: 4 });
      const merge = { ...studioMerge, overlapFloor: 1 };
      const base = studioSpec({ ...options, merge, componentSelector: "custom" });
      const spec = { ...base, guards: { ...base.guards, dropSeen } };
      const events = await journalOf(spec, createWorld(two, script).ports);
      return eventsOf(events, "merge-searched").filter((event) => event.found !== null).length;
    };
    expect(await run(true)).toBe(0);
    expect(await run(false)).toBe(1);
  });

  it("counts every attempt against its cap, where the reference counts only accepted merges", async () => {
    const spoilsMerges: Script = { score: (call, score) => (call.purpose === "merge" ? 0 : score) };
    const merge = { maxInvocations: 1, overlapFloor: 1, subsampleSize: 5 };
    const options = optionsFor(task, { ...changes, seed: 1 });
    const attempts = async (spec: EngineSpec): Promise<number> => {
      const events = await journalOf(spec, createWorld(task, spoilsMerges).ports);
      return eventsOf(events, "merge-searched").filter((event) => event.found !== null).length;
    };
    const zeroWeights = "uniform" as const;
    const studio = await attempts(
      studioSpec({ ...options, merge: { ...merge, cap: "invocations", zeroWeights } }),
    );
    const reference = await attempts(
      referenceSpec({
        ...options,
        merge: { ...merge, cap: "accepted", zeroWeights },
        budget: { ...options.budget, policy: "overshoot" },
      }),
    );
    expect(studio).toBe(1);
    expect(reference).toBeGreaterThan(1);
  });
});
