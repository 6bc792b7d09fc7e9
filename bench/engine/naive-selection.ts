import { frontierRows } from "../../src/engine/index.ts";
import type { RunState } from "../../src/engine/index.ts";

/** Parent selection as the reference computes it: start again after every removal, O(P^2 x fronts). */
export function naivePool(state: RunState): number[] {
  const fronts = frontierRows(state).map((row) => new Set(row.members));
  const order = [...new Set(fronts.flatMap((front) => [...front]))].toSorted(
    (a, b) => state.candidates[a]!.mean - state.candidates[b]!.mean,
  );
  const dominated = new Set<number>();
  const isDominated = (one: number): boolean =>
    fronts.every(
      (front) => !front.has(one) || [...front].some((other) => other !== one && !dominated.has(other)),
    );
  for (let found = true; found;) {
    found = false;
    for (const one of order) {
      if (dominated.has(one) || !isDominated(one)) continue;
      dominated.add(one);
      found = true;
      break;
    }
  }
  return order.filter((one) => !dominated.has(one)).toSorted((a, b) => a - b);
}
