import { expect, test } from "vitest";

import type { StudentChoice } from "../../src/models/model-choice.ts";
import type { RolloutRow } from "../../src/storage/rows.ts";
import { checkCost, costWords } from "../../src/views/result/check-cost.ts";

const measured = [100, 140].map((promptTokens, callIndex): RolloutRow => ({
  runId: "run",
  callIndex,
  candidateHash: "h",
  exampleId: "e",
  split: "test",
  purpose: "test",
  outcome: { kind: "scored", score: 1 },
  output: "x",
  feedback: "",
  usage: { promptTokens, completionTokens: 10 },
  latencyMs: 500,
  at: 1,
}));
const remote = (model: string): StudentChoice => ({
  kind: "remote",
  dialect: "openai-compatible",
  provider: "custom",
  baseUrl: "https://models.test/v1",
  model,
  needsKey: true,
});
const price = {
  provider: "custom",
  model: "priced",
  inputPerMillion: 1,
  outputPerMillion: 10,
  asOf: "2026-11",
  source: "a bill",
};

test("the same model's pace foretells the time, and a local one costs nothing", () => {
  const cost = checkCost(measured, 400, { kind: "embedded" }, true, 1);
  expect(cost).toMatchObject({ calls: 400, seconds: 200, promptTokens: 48_000, usd: 0 });
  expect(costWords(cost)).toMatch(
    /^400 requests, about 48.000 tokens read, about 3.min 20.s, nothing to pay$/,
  );
});

test("a remote model costs what its price says, and how long it takes is not made up", () => {
  const cost = checkCost(measured, 400, remote("priced"), false, 4, [price]);
  expect(cost.usd).toBeCloseTo((48_000 * 1 + 4_000 * 10) / 1e6, 10);
  expect(costWords(cost)).toMatch(/time unknown until it answers, about 0\.09\s\$$/);
});

test("what is not known is said to be unknown", () => {
  expect(costWords(checkCost(measured, 2, remote("other"), false, 4))).toMatch(/price unknown$/);
  expect(costWords(checkCost([], 2, { kind: "embedded" }, true, 1))).toBe(
    "2 requests, time unknown until it answers, nothing to pay",
  );
});
