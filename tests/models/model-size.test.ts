import { expect, test } from "vitest";

import type { ModelChoice } from "../../src/models/model-choice.ts";
import { billionsOf, wantsShortLetters } from "../../src/models/model-size.ts";

const remote = (model: string): ModelChoice => ({
  kind: "remote",
  dialect: "openai-compatible",
  provider: "custom",
  baseUrl: "http://localhost:1",
  model,
  needsKey: false,
});

test.each([
  ["Qwen2.5-Coder-1.5B-Instruct-Q4_K_M", 1.5],
  ["qwen-coder-0.5b", 0.5],
  ["smollm2:360m", 0.36],
  ["gemma-4-E2B-it", 2],
  ["Mixtral-8x7B-Instruct", 56],
  ["Llama-3.2-3B-Instruct-q4f16_1-MLC", 3],
  ["qwen3:30b-a3b", 30],
  ["gpt-5-mini", undefined],
  ["claude-opus-4-1", undefined],
])("the name %s tells %s billion parameters", (name, billions) => {
  expect(billionsOf(remote(name))).toBe(billions);
});

test("models named small, and the browser's own, are asked in short letters; others and programs are not", () => {
  expect(wantsShortLetters(remote("qwen-coder-1.5b"))).toBe(true);
  expect(wantsShortLetters({ kind: "browser-model" })).toBe(true);
  expect(wantsShortLetters(remote("gpt-5-mini"))).toBe(false);
  expect(wantsShortLetters(remote("llama3.1:70b"))).toBe(false);
  expect(wantsShortLetters({ kind: "coach" })).toBe(false);
});
