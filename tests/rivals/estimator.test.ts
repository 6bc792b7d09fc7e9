import { describe, expect, test } from "vitest";

import { initialPolicy, likeliestChoices, softmax } from "../../src/rivals/grpo/edit-policy.ts";
import { groupAdvantages } from "../../src/rivals/grpo/group-advantage.ts";
import { clippedRatio, policyStep } from "../../src/rivals/grpo/policy-step.ts";
import { trialCount } from "../../src/rivals/mipro/auto-budget.ts";
import {
  goodTrials,
  nextChoices,
  startupTrials,
  type Trial,
} from "../../src/rivals/mipro/parzen-estimator.ts";
import { createSeededRandom } from "../../src/shared/seeded-random.ts";

describe("group-relative advantage", () => {
  test("is the reward less the mean over the population deviation", () => {
    // mean 0.5, deviation 0.5
    expect(groupAdvantages([1, 0, 1, 0])).toEqual([1, -1, 1, -1]);
    // mean 2, variance (1 + 0 + 1) / 3
    const [low, middle, high] = groupAdvantages([1, 2, 3]);
    expect(low).toBeCloseTo(-1.224744871, 9);
    expect(middle).toBe(0);
    expect(high).toBeCloseTo(1.224744871, 9);
  });

  test("teaches nothing when all rewards are equal", () => {
    expect(groupAdvantages([0.25, 0.25, 0.25])).toEqual([0, 0, 0]);
  });
});

describe("clipping", () => {
  test("stops the gradient only in the direction the advantage pushes", () => {
    expect(clippedRatio(1.3, 1, 0.2)).toBe(0);
    expect(clippedRatio(1.3, -1, 0.2)).toBe(1.3);
    expect(clippedRatio(0.7, -1, 0.2)).toBe(0);
    expect(clippedRatio(0.7, 1, 0.2)).toBe(0.7);
  });

  test("one step moves a two-option slot by the hand-computed gradient", () => {
    const policy = { logits: [[0, 0]] };
    // ratio 1, now [.5, .5]; sample chose option 1 with advantage 2: gradient 2 * (1 - .5) = 1 on it, -1 on the other.
    const moved = policyStep(policy, policy, [{ choices: [1], advantage: 2 }], {
      learningRate: 0.1,
      clip: 0.2,
      beta: 0,
      innerSteps: 1,
    });
    expect(moved.logits[0]![0]).toBeCloseTo(-0.1, 12);
    expect(moved.logits[0]![1]).toBeCloseTo(0.1, 12);
  });

  test("the KL term pulls a policy back towards its reference", () => {
    const reference = { logits: [[0, 0]] };
    const away = { logits: [[0, 2]] };
    const options = { learningRate: 0.1, clip: 0.2, beta: 1, innerSteps: 1 };
    const moved = policyStep(away, reference, [{ choices: [1], advantage: 0 }], options);
    expect(softmax(moved.logits[0]!)[1]).toBeLessThan(softmax(away.logits[0]!)[1]!);
  });

  test("reward alone drives the policy to the rewarded choices", () => {
    const random = createSeededRandom(3);
    const reference = initialPolicy([3, 3], 1);
    let policy = reference;
    for (let round = 0; round < 200; round += 1) {
      const drawn = Array.from({ length: 8 }, () =>
        policy.logits.map((logits) => {
          const shares = softmax(logits);
          let rest = random.next();
          return Math.max(
            0,
            shares.findIndex((share) => (rest -= share) < 0),
          );
        }),
      );
      const advantages = groupAdvantages(drawn.map(([a, b]) => (a === 2 ? 1 : 0) + (b === 1 ? 1 : 0)));
      policy = policyStep(
        policy,
        reference,
        drawn.map((choices, i) => ({ choices, advantage: advantages[i]! })),
        {
          learningRate: 1,
          clip: 0.2,
          beta: 0.01,
          innerSteps: 2,
        },
      );
    }
    expect(likeliestChoices(policy)).toEqual([2, 1]);
  });
});

describe("the tree-structured Parzen estimator", () => {
  const surface = (choices: readonly number[]) => -Math.abs(choices[0]! - 4) - Math.abs(choices[1]! - 1);

  test("counts a tenth of the trials as good, at most 25", () => {
    expect([1, 10, 11, 100, 1000].map(goodTrials)).toEqual([1, 1, 2, 10, 25]);
  });

  test("draws uniformly until it has enough trials", () => {
    const random = createSeededRandom(1);
    const trials: Trial[] = Array.from({ length: startupTrials - 1 }, () => ({ choices: [0], value: 1 }));
    const seen = new Set(Array.from({ length: 200 }, () => nextChoices(trials, [5], random)[0]));
    expect(seen.size).toBe(5);
  });

  test("finds the best cell of a known surface in fewer trials than uniform draws do, on most seeds", () => {
    const trialsToBest = (seed: number, isGuided: boolean) => {
      const random = createSeededRandom(seed);
      const trials: Trial[] = [];
      for (;;) {
        const choices = nextChoices(isGuided ? trials : [], [12, 12], random);
        trials.push({ choices, value: surface(choices) });
        if (surface(choices) === 0) return trials.length;
      }
    };
    const seeds = Array.from({ length: 25 }, (_, seed) => seed);
    const wins = seeds.filter((seed) => trialsToBest(seed, true) < trialsToBest(seed + 1000, false)).length;
    expect(wins).toBeGreaterThanOrEqual(17);
  });

  test("the number of trials is dspy's formula", () => {
    expect(trialCount(6, 1, true)).toBe(10);
    expect(trialCount(6, 1, false)).toBe(9);
    expect(trialCount(18, 4, true)).toBe(66);
  });
});
