import type { Candidate } from "../pool/candidate.ts";
import type { Random } from "../random/random.ts";
import { intersectionOrder, setOrder } from "../random/set-order.ts";
import type { SetOrder } from "../random/set-order.ts";

/** What the search for a merge looks at. */
export interface MergePool {
  readonly candidates: readonly {
    readonly texts: Candidate;
    readonly parents: readonly number[];
    readonly mean: number;
  }[];
  /** The undominated candidates, in set order. */
  readonly pool: readonly number[];
  isTriplet(parents: Pair, ancestor: number): boolean;
  isDescription(parents: Pair, description: readonly number[]): boolean;
  readonly order: SetOrder;
  readonly zeroWeights: "raise" | "uniform";
  hasOverlap(parents: Pair): boolean;
  /** Studio: a child already proposed is not built again. */
  isSeen(texts: Candidate): boolean;
}

export type Pair = readonly [number, number];

interface MergeChild {
  readonly parents: Pair;
  readonly ancestor: number;
  readonly texts: Candidate;
  readonly description: readonly number[];
}

const tries = 10;

/** System-aware merge (GEPA, Algorithms 3 and 4): two lines of one ancestor that changed different components. */
export function searchMerge(world: MergePool, random: Random): MergeChild | null {
  if (world.pool.length < 2 || world.candidates.length < 3) return null;
  const usable: UsableAncestors = new Map();
  for (let i = 0; i < tries; i++) {
    const triplet = findTriplet(world, usable, random);
    if (triplet === null) continue;
    const { parents, ancestor } = triplet;
    const child = combine(world, parents, ancestor, random);
    if (world.isDescription(parents, child.description)) continue;
    if (!world.hasOverlap(parents) || world.isSeen(child.texts)) continue;
    return { parents, ancestor, ...child };
  }
  return null;
}

/** Per pair, by one number: pairs come up again and again among the hundred draws of a search. */
type UsableAncestors = Map<number, readonly number[]>;

function findTriplet(
  world: MergePool,
  usable: UsableAncestors,
  random: Random,
): { parents: Pair; ancestor: number } | null {
  for (let i = 0; i < tries; i++) {
    const [a, b] = random.sample(world.pool, 2) as [number, number];
    const parents: Pair = a < b ? [a, b] : [b, a];
    const key = parents[0] * world.candidates.length + parents[1];
    const common = usable.get(key) ?? usableAncestors(world, parents);
    usable.set(key, common);
    if (common.length > 0) return { parents, ancestor: drawAncestor(world, common, random) };
  }
  return null;
}

/** Common ancestors a merge can be built on; none when one parent descends from the other. */
function usableAncestors(world: MergePool, parents: Pair): readonly number[] {
  const left = ancestorsOf(world, parents[0]);
  const right = ancestorsOf(world, parents[1]);
  if (left.includes(parents[1]) || right.includes(parents[0])) return [];
  return intersectionOrder(world.order, left, right).filter((one) => isUsefulAncestor(world, parents, one));
}

/** Depth first, as the reference adds them to its set. */
function ancestorsOf(world: MergePool, candidate: number): number[] {
  const found = new Set<number>();
  const visit = (one: number): void => {
    for (const parent of world.candidates[one]!.parents) {
      if (found.has(parent)) continue;
      found.add(parent);
      visit(parent);
    }
  };
  visit(candidate);
  return setOrder(world.order, [...found]);
}

function isUsefulAncestor(world: MergePool, parents: Pair, ancestor: number): boolean {
  if (world.isTriplet(parents, ancestor)) return false;
  const [old, left, right] = [ancestor, ...parents].map((one) => world.candidates[one]!);
  if (old!.mean > left!.mean || old!.mean > right!.mean) return false;
  return Object.keys(old!.texts).some((name) => {
    const [was, a, b] = [old!.texts[name], left!.texts[name], right!.texts[name]];
    return a !== b && (was === a || was === b);
  });
}

/** Better ancestors are likelier. All at 0 makes the reference raise; the studio then draws evenly. */
function drawAncestor(world: MergePool, ancestors: readonly number[], random: Random): number {
  const weights = ancestors.map((one) => world.candidates[one]!.mean);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (world.zeroWeights === "uniform" && !(total > 0 && weights.every((weight) => weight >= 0))) {
    return random.choices(ancestors, null, 1)[0]!;
  }
  return random.choices(ancestors, weights, 1)[0]!;
}

/** Per component: the changed side; both changed: the better parent, a draw when they tie. */
function combine(
  world: MergePool,
  parents: Pair,
  ancestor: number,
  random: Random,
): { texts: Candidate; description: number[] } {
  const [left, right] = parents.map((one) => world.candidates[one]!);
  const texts: Record<string, string> = {};
  const description: number[] = [];
  for (const [name, was] of Object.entries(world.candidates[ancestor]!.texts)) {
    const [a, b] = [left!.texts[name]!, right!.texts[name]!];
    let from = parents[0];
    if (a !== b && (was === a || was === b)) from = was === a ? parents[1] : parents[0];
    else if (was !== a && was !== b) {
      if (left!.mean === right!.mean) from = random.choice(parents);
      else from = left!.mean > right!.mean ? parents[0] : parents[1];
    }
    texts[name] = from === parents[0] ? a : b;
    description.push(from);
  }
  return { texts, description };
}
