import { expect, test } from "vitest";

import { emitScores } from "../../tools/golden/emit-evaluations.ts";
import type { GoldenTask, JsonMap } from "../../tools/golden/golden-format.ts";
import { setUp } from "../../tools/golden/golden-spec.ts";

const example = { id: "t0", requires: { main: [1] }, forbids: {} };
const task: GoldenTask = {
  name: "made up",
  components: ["main"],
  seed_candidate: { main: "1" },
  noise_base: 100,
  harm_rule: 50,
  harm_mod: 0,
  train: [example],
  val: [example],
};

function evaluationEnd(objectives: boolean): JsonMap {
  const emitted: JsonMap[] = [];
  emitScores((_event, payload) => emitted.push(payload!), setUp({ task: task.name, objectives }, task), {
    index: 0,
    texts: task.seed_candidate,
    parents: [],
    rows: [{ example: 0, callIndex: 0, score: 1 }],
    split: "feedback",
    hasTraces: true,
  });
  return emitted[0]!;
}

test("an adapter without objective scores is told of as the reference tells of it: none, not a list of nothing", () => {
  expect(evaluationEnd(false)["objective_scores"]).toBeNull();
  expect(evaluationEnd(true)["objective_scores"]).toEqual([{ coverage: 1, safety: 1, brevity: 1 - 1 / 32 }]);
});
