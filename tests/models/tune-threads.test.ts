import { expect, test } from "vitest";

import type { SpeedReport } from "../../src/models/speed-test.ts";
import { threadCounts, tuneThreads } from "../../src/models/tune-threads.ts";

/** A machine on which a call takes so long with so many threads. */
const machine = (ms: Readonly<Record<number, number>>) => {
  const asked: number[] = [];
  const measure = async (threads: number): Promise<SpeedReport> => {
    asked.push(threads);
    const cachedCallMs = ms[threads] ?? 1000;
    return { kind: "measured", identity: "m", cachedCallMs, freshCallMs: cachedCallMs, advice: "" };
  };
  return { asked, measure };
};

test("threads are raised as long as each doubling is clearly faster", async () => {
  const { asked, measure } = machine({ 1: 100, 2: 60, 4: 40, 8: 39 });
  expect(await tuneThreads(32, true, measure)).toMatchObject({ threads: 4 });
  expect(asked).toEqual([1, 2, 4, 8]);
});

test("a busy machine, where two threads are slower, stays with one and is not asked for more", async () => {
  const { asked, measure } = machine({ 1: 100, 2: 2000 });
  expect(await tuneThreads(16, true, measure)).toMatchObject({ threads: 1 });
  expect(asked).toEqual([1, 2]);
});

test("a page that is not isolated has one thread, and no more are tried", async () => {
  const { asked, measure } = machine({ 1: 50 });
  expect(await tuneThreads(16, false, measure)).toMatchObject({ threads: 1, speed: { cachedCallMs: 50 } });
  expect(asked).toEqual([1]);
});

test("never more threads than half of what the machine has, but on two both are tried", () => {
  expect(threadCounts(2)).toEqual([1, 2]);
  expect(threadCounts(4)).toEqual([1, 2]);
  expect(threadCounts(8)).toEqual([1, 2, 4]);
  expect(threadCounts(1)).toEqual([1]);
});
