import { describe, expect, test } from "vitest";

import { generatedRows } from "../../src/tasks/generated-rows.ts";
import { freshTestRows, generateRouting } from "../../src/tasks/routing/generate-routing.ts";
import { houseLabels, houseWords } from "../../src/tasks/routing/house.ts";
import { drawPolicy, policyAsPrompt } from "../../src/tasks/routing/policy.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import { routingWorld } from "../../src/tasks/routing/world.ts";
import { followRules } from "../support/rule-follower.ts";

const sizes = { feedback: 60, pareto: 40, test: 200 };
const seeds = Array.from({ length: 25 }, (_, index) => 1000 + index * 7);

describe("the routing task", () => {
  test("gives the same rows for the same seed and other rows for another", () => {
    expect(generateRouting(5, sizes)).toEqual(generateRouting(5, sizes));
    expect(generateRouting(5, sizes).test[0]).not.toEqual(generateRouting(6, sizes).test[0]);
  });

  test("keeps its splits disjoint and never repeats a message", () => {
    for (const seed of seeds) {
      const rows = generateRouting(seed, sizes);
      const texts = [...rows.feedback, ...rows.pareto, ...rows.test].map((row) => row.inputs["message"]);
      expect(new Set(texts).size).toBe(sizes.feedback + sizes.pareto + sizes.test);
    }
  });

  test("has a ceiling of 100 %: whoever follows the policy is always right", () => {
    for (const seed of seeds) {
      const prompt = policyAsPrompt(drawPolicy(seed));
      const rows = generateRouting(seed, sizes);
      for (const row of [...rows.feedback, ...rows.test]) {
        expect(followRules(prompt, row.inputs["message"] as string)).toBe(row.expected["label"]);
      }
    }
  });

  test("names in each row's reason a word that is in the message, and never the policy's other words", () => {
    for (const seed of seeds) {
      const words = drawPolicy(seed).rules.map((rule) => rule.word);
      for (const row of generateRouting(seed, sizes).feedback) {
        const said = (row.inputs["message"] as string).toLowerCase().split(/[^a-z]+/);
        const found = words.filter((word) => said.includes(word));
        const named = /the word "(.+)"/.exec(row.reason ?? "")?.[1];
        expect(found).toEqual(named === undefined ? [] : [named]);
      }
    }
  });

  test("shows every rule and the default in 60 feedback rows", () => {
    for (const seed of seeds) {
      const policy = drawPolicy(seed);
      const labels = new Set(generateRouting(seed, sizes).feedback.map((row) => row.expected["label"]));
      expect(labels).toEqual(new Set([...policy.rules.map((rule) => rule.label), policy.defaultLabel]));
    }
  });

  test("has five to eight rules, each word once, and no label that is one of the words", () => {
    for (const seed of seeds) {
      const { rules } = drawPolicy(seed);
      expect(rules.length).toBeGreaterThanOrEqual(5);
      expect(rules.length).toBeLessThanOrEqual(8);
      expect(new Set(rules.map((rule) => rule.word)).size).toBe(rules.length);
      expect(rules.filter((rule) => rules.some((other) => other.word.toUpperCase() === rule.label))).toEqual(
        [],
      );
    }
  });

  test("adds rows at the end when a size grows, and offers test rows nobody has seen", () => {
    const small = generateRouting(9, sizes);
    const large = generateRouting(9, { ...sizes, feedback: 90, test: 260 });
    expect(large.feedback.slice(0, 60)).toEqual(small.feedback);
    expect(large.pareto).toEqual(small.pareto);
    expect(freshTestRows(9, 200, 60)).toEqual(large.test.slice(200));
  });

  test("speaks only words and labels that the embedded model was trained on", () => {
    expect(houseWords.filter((word) => !routingWorld.words.train.includes(word))).toEqual([]);
    expect(houseLabels.filter((label) => !routingWorld.labels.train.includes(label))).toEqual([]);
    expect(new Set(houseWords).size).toBe(houseWords.length);
  });

  test("never tells the policy in its spec", () => {
    const spec = JSON.stringify(routingTask(3));
    for (const { word, label } of drawPolicy(3).rules) {
      expect(spec).not.toMatch(new RegExp(`\\b(?:${word}|${label})\\b`));
    }
    expect(
      generatedRows({ kind: "generated", generator: "routing", policySeed: 3, sizes }).test,
    ).toHaveLength(200);
  });
});
