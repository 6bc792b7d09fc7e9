import { expect, test } from "vitest";

import type { RemoteChoice } from "../../src/models/model-choice.ts";
import type { Limits } from "../../src/setup/endpoint-limits.ts";
import { priceSource, usedPrices } from "../../src/setup/price-lines.ts";
import { firstTyped, typedChoice } from "../../src/setup/typed-endpoint.ts";

const noLimits: Limits = {
  concurrency: "",
  requestsPerMinute: "",
  tokensPerMinute: "",
  timeoutSeconds: "",
  temperature: "",
  maxTokens: "",
  cacheAnswers: false,
};
type Known = Parameters<typeof typedChoice>[2];
const nothing: Known = { start: undefined, like: undefined, isKeyed: false };
const choice: RemoteChoice = {
  kind: "remote",
  dialect: "openai-compatible",
  provider: "custom",
  baseUrl: "https://models.test/v1",
  model: "ours",
  needsKey: true,
};
const price = {
  provider: "custom",
  model: "ours",
  inputPerMillion: 1,
  outputPerMillion: 10,
  asOf: "2026-11",
  source: "a bill",
};

test("what was typed says an endpoint without its key, and its address without slashes at the end", () => {
  const typed = {
    ...firstTyped(undefined, undefined),
    baseUrl: " https://models.test/v1// ",
    model: " ours ",
    key: "s",
  };
  expect(typedChoice(typed, noLimits, nothing)).toMatchObject({
    provider: "custom",
    baseUrl: "https://models.test/v1",
    model: "ours",
    needsKey: true,
  });
  expect(JSON.stringify(typedChoice({ ...typed, key: "sk-secret" }, noLimits, nothing))).not.toContain(
    "sk-secret",
  );
});

test("an endpoint needs a key where its service, itself before, or its server's other models did", () => {
  const typed = { ...firstTyped(undefined, undefined), model: "ours" };
  const needs = (known: Known, presetId = "custom") =>
    typedChoice({ ...typed, presetId }, noLimits, known).needsKey;
  expect(needs(nothing)).toBe(false);
  expect(needs(nothing, "openai")).toBe(true);
  expect(needs({ ...nothing, isKeyed: true })).toBe(true);
  expect(needs({ start: choice, like: undefined, isKeyed: false })).toBe(true);
});

test("the form starts from the endpoint to change, else from its server", () => {
  expect(firstTyped(choice, choice)).toEqual({
    presetId: "custom",
    baseUrl: choice.baseUrl,
    model: "ours",
    key: "",
  });
  expect(firstTyped(undefined, choice).model).toBe("");
});

test("prices in use: each model that is set up, then one's own others, each once", () => {
  const other = { ...price, model: "another" };
  expect(usedPrices([{ choice }], [price, other])).toEqual([
    { provider: "custom", model: "ours", price, isOwn: true },
    { provider: "custom", model: "another", price: other, isOwn: true },
  ]);
  expect(usedPrices([{ choice: { ...choice, model: "unknown" } }], [])[0]?.price).toBeUndefined();
  expect(priceSource(price, true)).toBe("2026-11, yours: a bill");
  expect(priceSource({ ...price, source: "https://x.test/p", endsOn: "2027-01-01" }, false)).toBe(
    "2026-11, x.test/p; shut down on 2027-01-01",
  );
});
