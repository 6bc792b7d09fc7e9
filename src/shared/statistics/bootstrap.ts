import { createSeededRandom } from "../seeded-random.ts";
import type { Interval } from "./interval.ts";
import { mean } from "./mean.ts";

interface BootstrapOptions {
  readonly draws: number;
  readonly seed: number;
}

/** What the studio prints: enough draws for two digits, and a seed so that everybody sees the same interval. */
const usualBootstrap: BootstrapOptions = { draws: 10_000, seed: 1 };

/**
 * 95 % percentile interval of a mean by resampling the rows with replacement. For a paired comparison give the
 * differences row by row: the pairs stay together.
 */
export function bootstrapMean(
  values: readonly number[],
  options: BootstrapOptions = usualBootstrap,
): Interval {
  const rows = values.length;
  const value = mean(values);
  if (rows < 2) return { value, low: value, high: value };
  const random = createSeededRandom(options.seed, "bootstrap");
  const means = new Float64Array(options.draws);
  for (let draw = 0; draw < options.draws; draw++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[random.below(rows)] ?? 0;
    means[draw] = sum / rows;
  }
  means.sort();
  return { value, low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

/** Linear interpolation between order statistics. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
