import { expect, test } from "vitest";

import { createSeededRandom } from "../../src/shared/seeded-random.ts";
import type { DiffPart } from "../../src/views/texts/text-lines.ts";
import { shownDiff, wordDiff } from "../../src/views/texts/word-diff.ts";

const side = (parts: readonly DiffPart[], left: "new" | "gone"): string =>
  parts.map(({ kind, text }) => (kind === left ? "" : text)).join("");

function words(seed: number, count: number): string {
  const random = createSeededRandom(seed, "words");
  return Array.from({ length: count }, () => random.below(1e9).toString(36)).join(" ");
}

test.each([
  ["15 MB each that share their ends", `a${words(1, 2_000_000)}z`, `a${words(2, 2_000_000)}z`],
  ["30,000 letters with no word in common", words(3, 4_000), words(4, 4_000)],
  [
    "thousands of lines that all changed",
    words(5, 4_000).replaceAll(" ", "\n"),
    words(6, 4_000).replaceAll(" ", "\n"),
  ],
])("texts of %s are compared with an end to the effort, and nothing is lost", (_, before, after) => {
  const parts = wordDiff(before, after);
  expect(side(parts, "new") === before).toBe(true);
  expect(side(parts, "gone") === after).toBe(true);
  expect(parts.length).toBeLessThan(10);
});

test("of a very long part its ends are shown, and how much is left out", () => {
  const shown = shownDiff("", "x".repeat(15_000_000));
  expect(shown).toHaveLength(1);
  expect(shown[0]?.text.length).toBeLessThan(61_000);
  expect(shown[0]?.text).toContain("… 14,940,000 characters are left out here …");
});

test("a word changed in a long prompt is still the only word marked", () => {
  const before = words(7, 1_000);
  const after = before.replace(/\S+$/, "changed");
  expect(wordDiff(before, after).filter(({ kind }) => kind === "new")).toEqual([
    { kind: "new", text: "changed" },
  ]);
});
