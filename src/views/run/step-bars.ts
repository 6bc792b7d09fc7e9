import type { TrajectoryStep } from "../../tasks/task.ts";

interface StepBar {
  readonly step: TrajectoryStep;
  readonly number: number;
  /** Where it begins, and how long it is, in percent of the whole. */
  readonly left: number;
  readonly width: number;
}

/** Module calls of a rollout, one after the other in time. */
export function stepBars(steps: readonly TrajectoryStep[]): {
  /** Milliseconds all of them took; at least 1. */
  readonly total: number;
  readonly bars: readonly StepBar[];
} {
  const total = Math.max(
    1,
    steps.reduce((sum, step) => sum + step.latencyMs, 0),
  );
  let at = 0;
  const bars = steps.map((step, index) => {
    const left = (at / total) * 100;
    at += step.latencyMs;
    return { step, number: index + 1, left, width: (step.latencyMs / total) * 100 };
  });
  return { total, bars };
}
