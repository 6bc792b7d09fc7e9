import { describe, expect, test } from "vitest";

import { createSeededRandom } from "../../src/shared/seeded-random.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import { followRules, ruleFollower } from "../support/rule-follower.ts";
import { wholeRun, type ScriptedStudent } from "../support/whole-run.ts";

const seeds = [9001, 9002, 9003, 9004, 9005, 9006, 9007, 9008, 9009, 9010];

/** Obeys like the embedded model: the more rules, the more slips, and some messages are misread for good. */
function slippingStudent(slip: number): ScriptedStudent {
  return (request) => {
    const answer = ruleFollower(request);
    const [system, user] = request.messages;
    const misread = createSeededRandom(1, `${system?.content ?? ""}|${user?.content ?? ""}`).chance(slip);
    return misread ? { ...answer, text: "OTHER" } : answer;
  };
}

describe("a whole search with the coach", () => {
  test("finds the policy of every one of ten seeds within 700 calls and 40 reflections, for a Student that obeys", async () => {
    for (const seed of seeds) {
      const { state, seedTestScore, bestTestScore } = await wholeRun(routingTask(seed), ruleFollower);
      expect(seedTestScore).toBe(0);
      expect(bestTestScore).toBe(1);
      expect(state.spent.metricCalls).toBeLessThanOrEqual(700);
      expect(state.spent.reflectionCalls).toBeLessThanOrEqual(40);
    }
  });

  test("gains more than 60 points even when the Student slips on one row in eight", async () => {
    for (const seed of seeds) {
      const { seedTestScore, bestTestScore } = await wholeRun(routingTask(seed), slippingStudent(1 / 8));
      expect(bestTestScore - seedTestScore).toBeGreaterThan(0.6);
    }
  });

  test("gains less when the feedback names no words, and nothing when it is only a number", async () => {
    const noWords = await wholeRun(routingTask(seeds[0] as number), ruleFollower, {}, (record) => ({
      ...record,
      Feedback: String(record["Feedback"]).replace(/ Decided.*/, ""),
    }));
    const numberOnly = await wholeRun(routingTask(seeds[0] as number), ruleFollower, {}, (record) => ({
      ...record,
      Feedback: "Score: 0",
    }));
    expect(noWords.bestTestScore).toBeGreaterThan(0.3);
    expect(numberOnly.bestTestScore).toBe(0);
  });

  test("writes the same journal twice", async () => {
    const first = await wholeRun(routingTask(77), slippingStudent(0.1));
    const second = await wholeRun(routingTask(77), slippingStudent(0.1));
    expect(JSON.stringify(second.journal)).toBe(JSON.stringify(first.journal));
  });

  test("is tested with a Student that reads rules by itself", () => {
    expect(
      followRules("If the message mentions refund, answer BILLING.\nOtherwise answer OTHER.", "my refund!"),
    ).toBe("BILLING");
    expect(followRules("Label the message.", "my refund!")).toBe("General");
  });
});
