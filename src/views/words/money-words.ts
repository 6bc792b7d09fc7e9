import { formatUsd, plural } from "./numbers.ts";

/** Money with what is not known of it: a request without a price is not a free one. */
export function moneyWords({
  costUsd,
  unpriced,
}: {
  readonly costUsd: number;
  readonly unpriced: number;
}): string {
  if (unpriced === 0) return formatUsd(costUsd);
  const without = `${plural(unpriced, "request")} without a price`;
  return costUsd === 0 ? `price unknown: ${without}` : `${formatUsd(costUsd)}, and ${without}`;
}
