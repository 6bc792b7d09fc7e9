import type { EngineHooks } from "../hooks.ts";
import type { RunState } from "../state/state.ts";

/** The Pareto positions a new candidate is scored on; null = all of them. */
export function validationBatch(state: RunState, hooks: EngineHooks | undefined): readonly number[] | null {
  const own = hooks?.validationBatch?.(state) ?? null;
  if (own !== null) return own;
  const rows = state.spec.splits.pareto;
  const pool = state.candidates.length;
  const policy = state.spec.validation;
  const all = Array.from({ length: rows }, (_, i) => i);
  switch (policy.kind) {
    case "full":
      return null;
    case "partial":
      return Array.from({ length: Math.min(policy.size, rows) }, (_, i) =>
        Math.floor((i * rows) / Math.min(policy.size, rows)),
      );
    case "rotating":
      return Array.from(
        { length: Math.min(policy.size, rows) },
        (_, i) => (pool * policy.size + i) % rows,
      ).toSorted((a, b) => a - b);
    case "k-fold":
      return all.filter((position) => (position + pool) % policy.folds !== 0);
  }
}
