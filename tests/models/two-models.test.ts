import { expect, test } from "vitest";

import { memoryForWeights, sharingOf } from "../../src/models/two-models.ts";
import { groupParts, partUrls } from "../../src/models/wllama/split-parts.ts";

test("half of the machine's memory is for weights; a browser that does not tell is taken for 4 GB", () => {
  expect(memoryForWeights({ deviceMemory: 16 })).toBe(8 * 2 ** 30);
  expect(memoryForWeights({})).toBe(2 * 2 ** 30);
});

test("two models that fit stay side by side, two that do not take turns", () => {
  expect(sharingOf([1e9, 2e9], 4e9)).toEqual({ kind: "together", bytes: 3e9 });
  expect(sharingOf([3e9, 2e9], 4e9)).toEqual({ kind: "in-turns", bytes: 5e9, memoryBytes: 4e9 });
});

test("the parts of a split GGUF are one model, in their order, and a gap is known", () => {
  expect(
    groupParts(["b-00002-of-00003.gguf", "a.gguf", "b-00001-of-00003.gguf", "b-00001-of-00001.gguf"]),
  ).toEqual([
    { label: "a.gguf", names: ["a.gguf"], missing: [] },
    { label: "b.gguf", names: ["b-00001-of-00003.gguf", "b-00002-of-00003.gguf"], missing: [3] },
    { label: "b.gguf", names: ["b-00001-of-00001.gguf"], missing: [] },
  ]);
});

test("the address of one part gives those of all", () => {
  expect(partUrls("https://example.org/m-00002-of-00002.gguf?download=1")).toEqual([
    "https://example.org/m-00001-of-00002.gguf?download=1",
    "https://example.org/m-00002-of-00002.gguf?download=1",
  ]);
  expect(partUrls("https://example.org/m.gguf")).toEqual(["https://example.org/m.gguf"]);
});
