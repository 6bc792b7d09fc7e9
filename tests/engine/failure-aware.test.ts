import { expect, test } from "vitest";

import { createWorld, eventsOf, journalOf } from "./rule-task.ts";
import type { RuleTask } from "./rule-task.ts";
import { ownRules, studioFor, wants } from "./studio-spec.ts";

/** The first prompt is wrong on its last three rows to learn from, and nothing that is written helps. */
const task: RuleTask = {
  feedback: [...Array.from({ length: 17 }, () => wants()), ...ownRules(3)],
  pareto: ownRules(20),
};
const failing = [17, 18, 19];

test("once every row is known, those that fail stand in each minibatch, and a right one is left for comparison", async () => {
  const spec = studioFor(task, {
    minibatch: { size: 5, failureAware: true },
    metricCalls: 2000,
    iterations: 12,
  });
  let rule = 100;
  const { ports } = createWorld(task, { reflect: () => ({ kind: "proposed", text: String((rule += 1)) }) });
  const drawn = eventsOf(await journalOf(spec, ports), "parents-evaluated").map(({ evaluations }) =>
    evaluations.flatMap(({ rows }) => rows.map(({ example }) => example)),
  );
  const late = drawn.slice(6);
  expect(late.length).toBeGreaterThan(3);
  for (const rows of late) {
    expect(rows).toEqual(expect.arrayContaining(failing));
    expect(rows.some((example) => !failing.includes(example))).toBe(true);
  }
});
