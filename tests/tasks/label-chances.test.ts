import { describe, expect, test } from "vitest";

import type { CompletionRequest } from "../../src/models/language-model.ts";
import { rightChance } from "../../src/tasks/metrics/label.ts";
import { oneLabelProgram } from "../../src/tasks/routing/one-label-program.ts";
import { runOnce } from "../../src/tasks/run-once.ts";
import type { TaskSpec } from "../../src/tasks/task-spec.ts";

const { program, metrics } = oneLabelProgram("route");
const labels = ["BILLING", "SHIPPING"];
const spec: TaskSpec = {
  id: "t",
  name: "t",
  source: {
    kind: "dataset",
    datasetId: "d",
    inputColumns: ["message"],
    split: { seed: 1, shares: { feedback: 1, pareto: 1, test: 1 } },
  },
  program: { modules: program.modules.map((module) => ({ ...module, output: { kind: "label", labels } })) },
  metrics,
  seedCandidate: { instruction: "Route it." },
};
const example = { id: "e", inputs: { message: "My parcel is late." }, expected: { label: "SHIPPING" } };

/** One rollout with a model that answers so and says how likely each label was. */
async function judged(text: string, choiceProbabilities?: Readonly<Record<string, number>>, of = spec) {
  const asked: CompletionRequest[] = [];
  const rollout = await runOnce(
    of,
    of.seedCandidate,
    example,
    async (_role, request) => {
      asked.push(request);
      return {
        kind: "completed",
        text,
        finishReason: "stop",
        usage: {},
        latencyMs: 1,
        ...(choiceProbabilities === undefined ? {} : { choiceProbabilities }),
      };
    },
    {},
  );
  if (rollout.kind !== "scored") throw new Error("not scored");
  return { ...rollout.judgement, asked };
}

describe("a label whose chances the model tells", () => {
  test("is asked for them, and the wrong one's and the right one's reach the feedback", async () => {
    const { score, feedback, objectiveScores, asked } = await judged("BILLING", {
      BILLING: 0.97,
      SHIPPING: 0.02,
    });
    expect(asked[0]?.probabilities).toBe(true);
    expect(score).toBe(0);
    expect(feedback).toBe("Expected SHIPPING (2 % sure), got BILLING (97 % sure).");
    expect(objectiveScores).toEqual({ label: 0, [rightChance]: 0.02 });
  });

  test("scores 1 when right, however unsure: the chance is an objective beside it", async () => {
    const { score, feedback, objectiveScores } = await judged("SHIPPING", { BILLING: 0.4, SHIPPING: 0.6 });
    expect([score, feedback, objectiveScores?.[rightChance]]).toEqual([
      1,
      "Right: SHIPPING (60 % sure).",
      0.6,
    ]);
  });

  test("is judged as ever where the model tells none, and where its metric is turned round", async () => {
    const silent = await judged("BILLING");
    expect([silent.feedback, silent.objectiveScores]).toEqual(["Expected SHIPPING, got BILLING.", undefined]);
    const turned = { ...spec, metrics: metrics.map((metric) => ({ ...metric, negate: true })) };
    const { objectiveScores } = await judged("BILLING", { BILLING: 0.9 }, turned);
    expect(objectiveScores).toBeUndefined();
  });
});
