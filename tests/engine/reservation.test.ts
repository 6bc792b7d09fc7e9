import { expect, it } from "vitest";

import { reflectionCallsLeft } from "../../src/engine/budget/reservation.ts";
import { initialState } from "../../src/engine/state/state.ts";
import { ownRules, studioFor } from "./studio-spec.ts";

it("a budget without a limit on reflections has one all the same: ten and two for each metric call", () => {
  const spec = studioFor({ feedback: ownRules(6), pareto: ownRules(6) });
  const budget = { metricCalls: 30, reflectionCalls: null, policy: "reserve" } as const;
  expect(reflectionCallsLeft(initialState({ ...spec, budget }))).toBe(70);
  const unlimited = { ...budget, metricCalls: null };
  expect(reflectionCallsLeft(initialState({ ...spec, budget: unlimited }))).toBe(Number.POSITIVE_INFINITY);
});
