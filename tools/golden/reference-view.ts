import { frontsOf, meanScore } from "../../src/engine/index.ts";
import type { FrontKey, RunState } from "../../src/engine/index.ts";
import { copiedSetOrder } from "../../src/engine/random/set-order.ts";
import { toArray } from "../../src/shared/append-only.ts";
import type { Json } from "./golden-format.ts";

/** How the reference would print parts of our state. */
export function candidateMeans(state: RunState): number[] {
  return state.candidates.map((one) => meanScore(one.scores));
}

/** The frontier of the run's kind as `[key, members ascending]`, in mapping order. */
export function frontMapping(state: RunState): Json[] {
  return frontsOf(state.frontier, state.spec.frontier).map((front) => [
    frontKey(front.key, state),
    toArray(front.members).toSorted((a, b) => a - b),
  ]);
}

/** The same with members in the order CPython walks the copied sets. */
export function walkedFrontMapping(state: RunState): Json[] {
  return frontsOf(state.frontier, state.spec.frontier).map((front) => [
    frontKey(front.key, state),
    copiedSetOrder("cpython", toArray(front.members)),
  ]);
}

function frontKey(key: FrontKey, { spec }: RunState): Json {
  if (key.kind === "cartesian") return ["cartesian", key.example, key.objective];
  if (spec.frontier !== "hybrid") return key.kind === "instance" ? key.example : key.objective;
  return key.kind === "instance" ? ["val_id", key.example] : ["objective", key.objective];
}

/** The policy's best: highest mean, then more rows, then the lower index. */
export function bestByPolicy(state: RunState): number {
  return state.candidates.reduce((best, one) => {
    const other = state.candidates[best]!;
    if (one.mean !== other.mean) return one.mean > other.mean ? one.index : best;
    return one.scores.length > other.scores.length ? one.index : best;
  }, 0);
}

export function isBestProgram(state: RunState, candidate: number): boolean {
  return bestByPolicy(state) === candidate;
}
