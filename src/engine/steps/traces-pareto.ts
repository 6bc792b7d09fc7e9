import type { EngineSpec } from "../options/spec.ts";

/** Pareto rollouts need traces only where a reflector may read them later: shared rows, and reuse switched on. */
export function tracesPareto(spec: EngineSpec): boolean {
  return spec.reuseParentRollouts && spec.splits.paretoIsFeedback;
}
