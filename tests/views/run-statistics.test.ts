import { expect, test } from "vitest";

import { bootstrapMean } from "../../src/shared/statistics/bootstrap.ts";
import { wilsonInterval } from "../../src/shared/statistics/interval.ts";
import { exactMcNemar } from "../../src/shared/statistics/mcnemar.ts";
import { comparePaired } from "../../src/shared/statistics/paired-comparison.ts";
import { signFlipTest } from "../../src/shared/statistics/permutation.ts";

test("McNemar's exact test gives the binomial tail worked out by hand", () => {
  // 1 of 8: 2 * (1 + 8) / 256; 0 of 5: 2 / 32; 2 of 10: 2 * (1 + 10 + 45) / 1024.
  expect(exactMcNemar(7, 1)).toBeCloseTo(18 / 256, 12);
  expect(exactMcNemar(5, 0)).toBeCloseTo(2 / 32, 12);
  expect(exactMcNemar(2, 8)).toBeCloseTo(112 / 1024, 12);
});

test("McNemar's exact test never leaves 0 to 1, is the same from both sides, and stays exact for many pairs", () => {
  expect(exactMcNemar(0, 0)).toBe(1);
  expect(exactMcNemar(4, 4)).toBe(1);
  expect(exactMcNemar(3, 12)).toBe(exactMcNemar(12, 3));
  expect(exactMcNemar(1000, 0)).toBeLessThan(1e-300);
  expect(exactMcNemar(510, 490)).toBeGreaterThan(0.5);
});

test("Wilson's interval has the values of the published formula, also at the ends", () => {
  // 112 of 120: centre (p + z²/2n) / (1 + z²/n) = 0.91989, half width 0.04479.
  const most = wilsonInterval(112, 120);
  expect(most.low).toBeCloseTo(0.8739, 3);
  expect(most.high).toBeCloseTo(0.9658, 3);
  expect(wilsonInterval(0, 10).low).toBe(0);
  expect(wilsonInterval(0, 10).high).toBeCloseTo(0.2775, 3);
  expect(wilsonInterval(10, 10).high).toBeCloseTo(1, 12);
});

test("a bootstrap interval is the same for everybody, holds its mean, and is as wide as theory says", () => {
  const values = Array.from({ length: 200 }, (_, index) => (index % 4 === 0 ? 0 : 1));
  const first = bootstrapMean(values);
  expect(bootstrapMean(values)).toEqual(first);
  expect(first.value).toBe(0.75);
  // Standard error sqrt(0.75 * 0.25 / 200) = 0.0306; 95 % is 1.96 of them on each side.
  expect(first.low).toBeCloseTo(0.75 - 1.96 * 0.0306, 1);
  expect(first.high).toBeCloseTo(0.75 + 1.96 * 0.0306, 1);
  expect(bootstrapMean([0.5, 0.5, 0.5])).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
});

test("the sign-flip test counts every flip where it can", () => {
  // Of the 8 flips of (3, 2, 1) the sums reach 6 in size twice.
  expect(signFlipTest([3, 2, 1])).toEqual({ p: 2 / 8, exact: true });
  // (1, 1, -1): sums ±3 twice and ±1 six times; all eight reach 1.
  expect(signFlipTest([1, 1, -1]).p).toBe(1);
  expect(signFlipTest([0, 0]).p).toBe(1);
  const many = Array.from({ length: 40 }, () => 0.25);
  expect(signFlipTest(many)).toEqual({ p: 1 / 10_001, exact: false });
});

test("a clear gain is called better, a clear loss worse, and a small difference unclear", () => {
  const pairs = (won: number, lost: number, right: number, wrong: number) => [
    ...Array.from({ length: won }, () => ({ before: 0, after: 1 })),
    ...Array.from({ length: lost }, () => ({ before: 1, after: 0 })),
    ...Array.from({ length: right }, () => ({ before: 1, after: 1 })),
    ...Array.from({ length: wrong }, () => ({ before: 0, after: 0 })),
  ];
  const clear = comparePaired(pairs(77, 2, 35, 6));
  expect(clear.verdict).toBe("better");
  expect(clear.gain.value).toBeCloseTo(0.625, 10);
  expect(clear.test).toBe("Exact McNemar");
  expect(comparePaired(pairs(2, 40, 40, 10)).verdict).toBe("worse");
  expect(comparePaired(pairs(6, 4, 100, 10)).verdict).toBe("unclear");
  expect(comparePaired([]).verdict).toBe("unclear");
});

test("scores between 0 and 1 are compared by sign flips, since McNemar's test is for right and wrong", () => {
  const pairs = Array.from({ length: 30 }, (_, index) => ({
    before: 0.25 + (index % 3) * 0.1,
    after: 0.5 + (index % 3) * 0.1,
  }));
  const found = comparePaired(pairs);
  expect(found.test).toBe("Sign-flip (10 000 draws)");
  expect(found.verdict).toBe("better");
});
