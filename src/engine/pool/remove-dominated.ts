import type { SetOrder } from "../random/set-order.ts";
import { setOrder } from "../random/set-order.ts";

/**
 * Drops candidates whose every front is also covered by others, the weakest first (GEPA, Algorithm 2). The
 * reference restarts its search after every removal; one pass gives the same answer, because a candidate that
 * is once the last survivor of a front stays it. O(total memberships) instead of O(P^2 x fronts).
 */
export function removeDominated(
  fronts: readonly (readonly number[])[],
  scoreOf: (candidate: number) => number,
  order: SetOrder,
): number[][] {
  const { candidates, starts, frontsOf } = memberships(fronts);
  const alive = Int32Array.from(fronts, (members) => members.length);
  const isDominated = new Uint8Array(starts.length);
  for (const candidate of candidates.toSorted((a, b) => scoreOf(a) - scoreOf(b))) {
    const end = starts[candidate + 1]!;
    let covered = true;
    for (let i = starts[candidate]!; covered && i < end; i++) covered = alive[frontsOf[i]!]! > 1;
    if (!covered) continue;
    isDominated[candidate] = 1;
    for (let i = starts[candidate]!; i < end; i++) alive[frontsOf[i]!]! -= 1;
  }
  return fronts.map((members) => {
    const left = members.filter((candidate) => isDominated[candidate] === 0);
    // Ascending fronts stay ascending; CPython builds a new set of the survivors.
    return order === "ascending" ? left : setOrder(order, left);
  });
}

/** Which fronts each candidate is on, as one flat list: candidate c's are from starts[c] to starts[c + 1]. */
function memberships(fronts: readonly (readonly number[])[]): {
  readonly candidates: readonly number[];
  readonly starts: Int32Array;
  readonly frontsOf: Int32Array;
} {
  const counts = countMemberships(fronts);
  const starts = new Int32Array(counts.perCandidate.length + 1);
  for (let i = 0; i < counts.perCandidate.length; i++) starts[i + 1] = starts[i]! + counts.perCandidate[i]!;
  const next = starts.slice();
  const frontsOf = new Int32Array(starts.at(-1) ?? 0);
  for (const [front, members] of fronts.entries()) {
    for (const candidate of members) frontsOf[next[candidate]!++] = front;
  }
  return { candidates: counts.inOrder, starts, frontsOf };
}

/** Fronts per candidate, and the candidates in order of first appearance. */
function countMemberships(fronts: readonly (readonly number[])[]): {
  readonly perCandidate: Int32Array;
  readonly inOrder: number[];
} {
  let highest = -1;
  for (const members of fronts) for (const candidate of members) if (candidate > highest) highest = candidate;
  const perCandidate = new Int32Array(highest + 1);
  const inOrder: number[] = [];
  for (const members of fronts) {
    for (const candidate of members) if (perCandidate[candidate]!++ === 0) inOrder.push(candidate);
  }
  return { perCandidate, inOrder };
}

/** Each candidate repeated by the number of fronts it is on, in order of first appearance. */
export function samplingList(fronts: readonly (readonly number[])[]): number[] {
  const { perCandidate, inOrder } = countMemberships(fronts);
  const list: number[] = [];
  for (const candidate of inOrder) for (let i = perCandidate[candidate]!; i > 0; i--) list.push(candidate);
  return list;
}
