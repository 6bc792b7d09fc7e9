import type { Random } from "../random/random.ts";
import type { RunState } from "../state/state.ts";
import { samplingListAmong, undominated } from "./undominated.ts";

/** Which candidate to improve next. */
export function selectParent(state: RunState, random: Random): number {
  const selector = state.spec.parentSelector;
  switch (selector.kind) {
    case "pareto":
      return random.choice(undominated(state).samplingList);
    case "newest-best":
      return random.random() < selector.share
        ? state.leader.index
        : random.choice(undominated(state).samplingList);
    case "current-best":
      return state.best.index;
    case "epsilon-greedy":
      return random.random() < selector.epsilon
        ? random.randomInteger(0, state.candidates.length - 1)
        : state.best.index;
    case "top-k-pareto": {
      const list = samplingListAmong(state, topByMean(state, selector.k));
      return list.length === 0 ? state.best.index : random.choice(list);
    }
  }
}

/** Highest means first, ties to the lower index. */
function topByMean(state: RunState, k: number): ReadonlySet<number> {
  const byMean = state.candidates.toSorted((a, b) => b.mean - a.mean);
  return new Set(byMean.slice(0, k).map((one) => one.index));
}
