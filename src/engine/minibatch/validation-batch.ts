import { createSeededRandom } from "../../shared/seeded-random.ts";
import { rowsUnderNoise } from "../budget/noise.ts";
import type { EngineHooks } from "../hooks.ts";
import type { CandidateEntry, RunState } from "../state/state.ts";

/** The Pareto positions a child is scored on; null = all of them. `parents` and `proposal` are the child's. */
export function validationBatch(
  state: RunState,
  hooks: EngineHooks | undefined,
  parents: readonly number[],
  proposal: number,
): readonly number[] | null {
  const own = hooks?.validationBatch?.(state) ?? null;
  if (own !== null) return own;
  const rows = state.spec.splits.pareto;
  const pool = state.candidates.length;
  const policy = state.spec.validation;
  switch (policy.kind) {
    case "full":
      return null;
    case "inherit":
      if (policy.rows >= rows) return null;
      return telling(state, heirOf(state, parents), rowsUnderNoise(state, policy.rows), proposal);
    case "k-fold":
      return Array.from({ length: rows }, (_, position) => position).filter(
        (position) => (position + pool) % policy.folds !== 0,
      );
  }
}

/** The parent a child inherits from: the better one; of equals the newer. */
export function heirOf({ candidates }: RunState, parents: readonly number[]): CandidateEntry {
  return parents.map((one) => candidates[one]!).reduce((a, b) => (b.mean >= a.mean ? b : a));
}

/** Half the rows from those the parent fails, and no more of them; the rest from those it gets right. Others for every child. */
function telling(state: RunState, parent: CandidateEntry, size: number, proposal: number): readonly number[] {
  const perfect = state.spec.perfectScore ?? 1;
  const order = createSeededRandom(state.spec.seed, `validation ${proposal}`).shuffled(parent.scores);
  const failing = order.filter((row) => row.score < perfect);
  const passing = order.filter((row) => row.score >= perfect);
  const most = Math.min(failing.length, Math.ceil(size / 2));
  const chosen = [...failing.slice(0, most), ...passing.slice(0, size - most)];
  return chosen.map((row) => row.example).toSorted((a, b) => a - b);
}
