import { expect, test } from "vitest";

import { differenceOf } from "../../src/shared/statistics/difference.ts";
import { wilsonInterval } from "../../src/shared/statistics/interval.ts";
import { firstChange } from "../../src/views/run/first-change.ts";
import { gridFinding } from "../../src/views/series/grid-readout.ts";
import { minibatchWords } from "../../src/views/series/score-readout.ts";
import { moneyWords } from "../../src/views/words/money-words.ts";
import { formatUsd } from "../../src/views/words/numbers.ts";
import { paretoWords } from "../../src/views/words/result-words.ts";
import { isPassFail, sumWords } from "../../src/views/words/sum-words.ts";

const plain = (text: string): string => text.replaceAll(/[\u202f\u00a0]/g, " ");
const scores = (right: number, of: number): number[] =>
  Array.from({ length: of }, (_, row) => (row < right ? 1 : 0));

test("rows that are right are counted, and shares of rows are told as a mean", () => {
  expect(sumWords(6, 12, true)).toBe("6 of 12");
  expect(plain(sumWords(6, 12, false))).toBe("50 %");
  expect(sumWords(0, 0, true)).toBe("no row");
  expect(isPassFail([{ example: 0, callIndex: 0, score: 1 }])).toBe(true);
  expect(isPassFail([{ example: 0, callIndex: 0, score: 0.5 }])).toBe(false);
  expect(isPassFail([{ example: 0, callIndex: 0, failed: "no answer" }])).toBe(true);
});

test("a square-and-add interval of two shares is Newcombe's published one", () => {
  // Newcombe 1998, table II, method 10: 56/70 against 48/80, 0.0524 to 0.3339.
  const found = differenceOf(wilsonInterval(56, 70), wilsonInterval(48, 80));
  expect(found.value).toBeCloseTo(0.2, 10);
  expect(found.low).toBeCloseTo(0.0524, 4);
  expect(found.high).toBeCloseTo(0.3339, 4);
});

test("a score is called lucky only where the two sets of rows cannot agree", () => {
  expect(paretoWords(scores(40, 40), wilsonInterval(238, 240))).toMatch(/agrees with the unseen rows/);
  expect(paretoWords(scores(40, 40), wilsonInterval(150, 240))).toMatch(/part of that was luck/);
  expect(paretoWords(scores(1, 1), wilsonInterval(60, 120))).toMatch(/^On the 1 Pareto row it had/);
});

test("a minibatch has its size only once one was drawn, and every count has its own form", () => {
  expect(minibatchWords([])).toBe("Minibatches");
  expect(minibatchWords([1])).toBe("Minibatches of 1 row");
  expect(minibatchWords([5, 5])).toBe("Minibatches of 5 rows");
  expect(minibatchWords([3, 8])).toBe("Minibatches of 3 to 8 rows");
  const none = { lines: [], columns: [0], groups: [], passFail: true };
  expect(gridFinding(none)).toBe("Frontier grid: 0 candidates by 1 row, 0 alive.");
  const line = {
    scores: new Float32Array(1),
    callIndexes: new Int32Array(1),
    mean: 0,
    alone: [],
    alive: true,
  };
  const seed = { ...line, look: { index: 0, label: "c0" } } as never;
  expect(gridFinding({ ...none, lines: [seed] })).toContain("1 candidate by 1 row");
});

test("a rewrite that changed something is never said to have changed nothing", () => {
  expect(firstChange("One line.\nAnother.", "One line.\nAnother.")).toBe("No change");
  expect(firstChange("One line.\nAnother.", "One line.\n\nAnother.")).toBe(
    "Only spaces and line breaks changed",
  );
  expect(firstChange("Answer.", "Answer")).not.toBe("No change");
});

test("money without a known price is not told as nothing", () => {
  expect(plain(formatUsd(0))).toBe("0 $");
  expect(plain(moneyWords({ costUsd: 0, unpriced: 0 }))).toBe("0 $");
  expect(plain(moneyWords({ costUsd: 0, unpriced: 1 }))).toBe("price unknown: 1 request without a price");
  expect(plain(moneyWords({ costUsd: 0.5, unpriced: 12 }))).toBe("0.50 $, and 12 requests without a price");
});
