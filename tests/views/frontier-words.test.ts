import { expect, test } from "vitest";

import { frontierLines, keptWords } from "../../src/views/run/frontier-words.ts";
import { candidateLook } from "../../src/views/series/candidate-look.ts";
import type { GridSeries } from "../../src/views/series/grid-series.ts";

type Line = GridSeries["lines"][number];

const line = (index: number, scores: readonly number[], alone: readonly number[], alive = true): Line => ({
  look: candidateLook(index),
  mean: scores.reduce((sum, score) => sum + score, 0) / scores.length,
  scores: Float32Array.from(scores),
  callIndexes: new Int32Array(scores.length),
  inherited: new Uint8Array(scores.length),
  alive,
  alone,
});
const labels = (row: number): string => ["BILLING", "", "a".repeat(60)][row] ?? "";

test("the frontier is told from its best candidate down, and who is not on it is left out", () => {
  const lines = [line(0, [0, 0, 1], [2]), line(1, [1, 1, 0], [0, 1]), line(2, [0, 0, 0], [], false)];
  expect(
    frontierLines({ lines, columns: [0, 1, 2], groups: [], passFail: true }).map(({ look }) => look.index),
  ).toEqual([1, 0]);
});

test("what keeps a candidate there is said with the row that only it passes, its answer where it is short", () => {
  expect(keptWords(line(1, [1, 1, 0], [0, 1]), true, labels)).toBe(
    "passes 2 rows, and alone row 0 (BILLING) and 1 more",
  );
  expect(keptWords(line(1, [0, 1, 0], [1]), true, labels)).toBe("passes 1 row, and alone row 1");
  expect(keptWords(line(1, [0.5, 0, 0.7], [2]), false, labels)).toMatch(
    /^has 40\s%, and alone row 2 \(a{20,32}…\)$/,
  );
  expect(keptWords(line(1, [1, 0, 0], []), true, labels)).toBe("passes 1 row, none of them alone");
});
