import type { CallsTo } from "./summarise.ts";

export function callsWords({ median, isLowerBound }: CallsTo): string {
  return `${isLowerBound ? "> " : ""}${Math.round(median)}`;
}

/**
 * How many times the calls of `base` another needed. Where one never got there, what is known is a bound; where neither
 * did, nothing is.
 */
export function ratioWords(other: CallsTo, base: CallsTo): string {
  if (other.isLowerBound && base.isLowerBound) return "not known: neither got there";
  const sign = other.isLowerBound ? "> " : base.isLowerBound ? "< " : "";
  return `${sign}${(other.median / base.median).toFixed(1)}`;
}
