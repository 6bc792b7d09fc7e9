import type { Metric } from "./metric.ts";
import { numberOption } from "./read-options.ts";
import { verdict } from "./verdict.ts";

export const latency: Metric = {
  kind: "latency",
  title: "Speed",
  explanation:
    "Full score up to a number of seconds, falling to zero at twice as many; measured, so never the same twice.",
  usualWeight: 0.1,
  needsProgram: true,
  isMeasured: true,
  options: [
    {
      name: "seconds",
      type: "number",
      meaning: "Seconds of all model calls of a row that are fine.",
      default: 2,
    },
  ],
  judge({ trajectory }, options) {
    const allowed = numberOption(options, "seconds") ?? 2;
    const seconds = trajectory.reduce((sum, step) => sum + step.latencyMs, 0) / 1000;
    const shown = `${seconds.toFixed(2)} s for ${trajectory.length} ${trajectory.length === 1 ? "call" : "calls"}`;
    if (seconds <= allowed) return verdict(1, `Fast enough: ${shown}.`);
    return verdict(
      2 - seconds / Math.max(allowed, 0.001),
      `Too slow: ${shown}, ${allowed} s are allowed. A shorter answer is faster.`,
    );
  },
};
