import { expect, test } from "vitest";

import { playedPrompts } from "../../src/views/result/input-to-try.ts";

const prompts = [
  { name: "Seed, c0", texts: { instruction: "a" } },
  { name: "Winner, c2", texts: { instruction: "b" } },
];
const other = { label: "Embedded model", choice: { kind: "embedded" } } as const;

test("where the run's own Student answers alone, its name is not said again", () => {
  expect(playedPrompts(prompts, "qwen", []).map(({ name }) => name)).toEqual(["Seed, c0", "Winner, c2"]);
});

test("where several models answer each answer names its own, and only others are named as whom to ask", () => {
  expect(playedPrompts(prompts, "qwen", [other]).map(({ name, student }) => [name, student?.kind])).toEqual([
    ["Seed, c0, qwen", undefined],
    ["Winner, c2, qwen", undefined],
    ["Seed, c0, Embedded model", "embedded"],
    ["Winner, c2, Embedded model", "embedded"],
  ]);
});
