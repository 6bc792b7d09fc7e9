import { bootstrapMean } from "./bootstrap.ts";
import { type Interval, wilsonInterval } from "./interval.ts";

/** Mean of scores with its 95 % interval: Wilson's where each row is right or wrong, else by resampling the rows. */
export function meanOf(scores: readonly number[]): Interval {
  const isPassFail = scores.every((score) => score === 0 || score === 1);
  return isPassFail
    ? wilsonInterval(scores.filter((score) => score === 1).length, scores.length)
    : bootstrapMean(scores);
}
