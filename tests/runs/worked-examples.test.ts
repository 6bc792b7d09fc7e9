import { expect, test } from "vitest";

import { workedExamples } from "../../src/runs/worked-examples.ts";
import type { Example, ModuleSpec } from "../../src/tasks/task-spec.ts";

const module: ModuleSpec = {
  name: "answer",
  component: "instruction",
  userTemplate: "{{text}}",
  role: "student",
  output: { kind: "text" },
  maxTokens: 20,
  temperature: 0,
};
const row: Example = {
  id: "a",
  inputs: { text: "Where is my card?", note: "not shown" },
  expected: { label: "card_arrival" },
};
const exact = { name: "exact", kind: "exact", weight: 1, options: {} };
const shownOf = (given: Example, metric = exact, modules: readonly ModuleSpec[] = [module]) =>
  workedExamples({ examples: () => [given] }, { program: { modules }, metrics: [metric] });

test("a row is shown by what its prompt reads and the answer its metric compares with", () => {
  expect(shownOf(row)?.(0)).toEqual({
    text: "Text: Where is my card?\nLabel: card_arrival",
    answer: "card_arrival",
  });
  const several = { ...row, expected: { label: '["pay", "bill"]' } };
  expect(shownOf(several, { ...exact, options: { anyOf: true } })?.(0)?.answer).toBe("pay");
});

test("nothing is shown of a row without an answer, of a chain, or where no answer is compared", () => {
  expect(shownOf({ ...row, expected: {} })?.(0)).toBeNull();
  expect(shownOf(row, exact, [module, module])).toBeUndefined();
  expect(shownOf(row, { ...exact, kind: "length" })).toBeUndefined();
});
