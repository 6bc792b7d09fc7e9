import { expect, test } from "vitest";

import type { TrajectoryStep } from "../../src/tasks/task.ts";
import { stepBars } from "../../src/views/run/step-bars.ts";

const step = (latencyMs: number): TrajectoryStep =>
  ({ module: "answer", prompt: "", output: "", latencyMs }) as unknown as TrajectoryStep;

test("the calls of a rollout stand one after the other and fill the whole", () => {
  const { total, bars } = stepBars([step(100), step(300)]);
  expect(total).toBe(400);
  expect(bars.map(({ number, left, width }) => [number, left, width])).toEqual([
    [1, 0, 25],
    [2, 25, 75],
  ]);
});

test("calls that took no time measurable do not divide by nothing", () => {
  expect(stepBars([step(0)]).bars[0]).toMatchObject({ left: 0, width: 0 });
  expect(stepBars([])).toEqual({ total: 1, bars: [] });
});
