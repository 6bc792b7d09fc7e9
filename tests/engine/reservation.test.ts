import { expect, it } from "vitest";

import { callsPerReflection, reflectionCallsLeft } from "../../src/engine/budget/reservation.ts";
import { initialState } from "../../src/engine/state/state.ts";
import { ownRules, studioFor } from "./studio-spec.ts";

it("a budget without a limit on reflections has one all the same: ten and two for each metric call", () => {
  const spec = studioFor({ feedback: ownRules(6), pareto: ownRules(6) });
  const budget = { ...spec.budget, metricCalls: 30, reflectionCalls: null };
  expect(reflectionCallsLeft(initialState({ ...spec, budget }))).toBe(70);
  const unlimited = { ...budget, metricCalls: null };
  expect(reflectionCallsLeft(initialState({ ...spec, budget: unlimited }))).toBe(Number.POSITIVE_INFINITY);
});

it("a reflection in groups is reserved with a question for each group and one that joins them", () => {
  const spec = studioFor({ feedback: ownRules(12), pareto: ownRules(6) });
  const calls = (size: number, combee: boolean) =>
    callsPerReflection(
      initialState({
        ...spec,
        minibatch: { ...spec.minibatch, size },
        reflector: { ...spec.reflector, combee },
      }),
    );
  expect([calls(9, true), calls(4, true), calls(3, true), calls(9, false)]).toEqual([4, 3, 1, 1]);
});
