import type { Interval } from "./interval.ts";

/**
 * The difference of two independent values, each with its 95 % interval, `a` minus `b`: the square-and-add interval
 * (Zou and Donner 2008; for Wilson's intervals Newcombe 1998, method 10).
 */
export function differenceOf(a: Interval, b: Interval): Interval {
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  };
}
