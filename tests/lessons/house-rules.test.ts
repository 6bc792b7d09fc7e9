import { expect, test } from "vitest";

import { readHouseRules } from "../../src/lessons/house-rules.ts";
import { policyAsPrompt, drawPolicy } from "../../src/tasks/routing/policy.ts";

const rules =
  "Label the message.\nIf the message mentions parcel, answer LOGISTICS.\nMessages about an invoice go to FINANCE.\nOtherwise answer DESK.";

test("the first rule whose word is in the message decides", () => {
  expect(readHouseRules(rules, "My Parcel is late and so is the invoice")).toEqual({
    label: "LOGISTICS",
    word: "parcel",
  });
});

test("where no rule fits, the default decides", () => {
  expect(readHouseRules(rules, "Are you open on Sunday?")).toEqual({ label: "DESK", word: undefined });
});

test("words inside other words do not count", () => {
  expect(readHouseRules(rules, "These parcels")).toEqual({ label: "DESK", word: undefined });
});

test("a text without a rule asks for nothing", () => {
  expect(readHouseRules("Be kind to everybody.", "My parcel is late")).toEqual({
    label: undefined,
    word: undefined,
  });
});

test("every rule of a drawn house is read as that house means it", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const policy = drawPolicy(seed);
    const prompt = policyAsPrompt(policy);
    for (const rule of policy.rules)
      expect(readHouseRules(prompt, `It is about the ${rule.word} again.`).label).toBe(rule.label);
    expect(readHouseRules(prompt, "Nothing in particular.").label).toBe(policy.defaultLabel);
  }
});
