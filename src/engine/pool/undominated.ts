import { toArray } from "../../shared/append-only.ts";
import { copiedSetOrder, setOrder } from "../random/set-order.ts";
import type { RunState } from "../state/state.ts";
import { frontsOf } from "./frontier.ts";
import type { Front, Frontier } from "./frontier.ts";
import { removeDominated, samplingList } from "./remove-dominated.ts";

/** What parent selection and merging need of a frontier; made once per frontier, however often it is asked. */
interface Undominated {
  /** Candidates repeated by the number of fronts they are on. */
  readonly samplingList: readonly number[];
  /** Candidates left after removing the dominated ones, in set order. */
  readonly pool: readonly number[];
}

const made = new WeakMap<Frontier, Undominated>();

export function undominated(state: RunState): Undominated {
  const known = made.get(state.frontier);
  if (known !== undefined) return known;
  const kept = keptFronts(state, walkedFronts(state));
  const result = { samplingList: samplingList(kept), pool: setOrder(state.spec.setOrder, kept.flat()) };
  made.set(state.frontier, result);
  return result;
}

/** The same with only some candidates allowed on the fronts (top-k selection). */
export function samplingListAmong(state: RunState, allowed: ReadonlySet<number>): readonly number[] {
  const fronts = walkedFronts(state)
    .map((members) =>
      setOrder(
        state.spec.setOrder,
        members.filter((one) => allowed.has(one)),
      ),
    )
    .filter((members) => members.length > 0);
  return samplingList(keptFronts(state, fronts));
}

/** The members of every front in the order the reference walks its copy of the set. */
function walkedFronts(state: RunState): number[][] {
  return frontsOf(state.frontier, state.spec.frontier).map((front) => walk(state, front));
}

/** A front that did not change is the same object, so its walk is made once. */
const walks = new WeakMap<Front, number[]>();

/** Candidates join in ascending order, so in ascending order there is nothing to sort. */
function walk(state: RunState, front: Front): number[] {
  const joined = toArray(front.members);
  if (state.spec.setOrder === "ascending") return joined;
  const known = walks.get(front);
  if (known !== undefined) return known;
  const walked = copiedSetOrder("cpython", joined);
  walks.set(front, walked);
  return walked;
}

function keptFronts(state: RunState, fronts: readonly (readonly number[])[]): number[][] {
  return removeDominated(fronts, (one) => state.candidates[one]!.mean, state.spec.setOrder);
}
