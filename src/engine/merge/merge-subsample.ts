import type { Random } from "../random/random.ts";
import { intersectionOrder } from "../random/set-order.ts";
import type { SetOrder } from "../random/set-order.ts";

type Scores = ReadonlyMap<number, number>;

/**
 * The Pareto rows a merged child is tried on: a third where the first parent is better, a third where the second is,
 * a third where they tie; then any. Rows may repeat when there are too few.
 */
export function mergeSubsample(
  first: Scores,
  second: Scores,
  size: number,
  order: SetOrder,
  random: Random,
): number[] {
  const common = intersectionOrder(order, [...first.keys()], [...second.keys()]);
  const gap = (example: number): number => first.get(example)! - second.get(example)!;
  const buckets = [
    common.filter((one) => gap(one) > 0),
    common.filter((one) => gap(one) < 0),
    common.filter((one) => gap(one) === 0),
  ];
  const selected: number[] = [];
  for (const bucket of buckets) {
    const take = Math.min(bucket.length, Math.ceil(size / 3), size - selected.length);
    if (take > 0) selected.push(...random.sample(bucket, take));
  }
  const missing = size - selected.length;
  if (missing <= 0 || common.length === 0) return selected;
  const unused = common.filter((one) => !selected.includes(one));
  const rest =
    unused.length >= missing ? random.sample(unused, missing) : random.choices(common, null, missing);
  return [...selected, ...rest];
}
