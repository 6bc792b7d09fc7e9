/** A value and where it lies with the given confidence. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** z of a two-sided 95 % interval of the normal distribution. */
const z95 = 1.959963984540054;

/** Wilson's 95 % interval of a share: honest also for few rows and near 0 and 1, where the usual formula is not. */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (trials === 0) return { value: Number.NaN, low: 0, high: 1 };
  const share = successes / trials;
  const square = z95 * z95;
  const centre = (share + square / (2 * trials)) / (1 + square / trials);
  const half =
    (z95 / (1 + square / trials)) *
    Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  return { value: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
