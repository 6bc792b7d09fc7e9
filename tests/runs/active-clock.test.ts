import { expect, test } from "vitest";

import { makeActiveClock } from "../../src/runs/active-clock.ts";

test("a clock that jumps back adds no time, and a night's sleep adds ten minutes at most", () => {
  let now = 1_000_000;
  const seconds = makeActiveClock(5, () => now);
  now += 2000;
  expect(seconds()).toBe(7);
  now -= 500_000;
  expect(seconds()).toBe(7);
  now += 1000;
  expect(seconds()).toBe(8);
  now += 9 * 3_600_000;
  expect(seconds()).toBe(608);
});
