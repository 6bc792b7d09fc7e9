import type { JSX } from "solid-js";

import type { Interval } from "../../../shared/statistics/interval.ts";
import { formatPercent, formatPoints, gainRange } from "../../../views/words/numbers.ts";

/** A part of some rows as a share; nothing where there is no row. */
export const shareOf = (part: number, rows: number): string =>
  rows === 0 ? "" : formatPercent(part / rows, 0);

/** A share with its interval. */
export function Share(props: { readonly part: Interval }): JSX.Element {
  return (
    <>
      {formatPercent(props.part.value)}{" "}
      <span class="soft">
        ({formatPercent(props.part.low, 0)} to {formatPercent(props.part.high, 0)})
      </span>
    </>
  );
}

/** Points gained with their interval. */
export function Gain(props: { readonly gain: Interval }): JSX.Element {
  return (
    <>
      {formatPoints(props.gain.value)} <span class="soft">({gainRange(props.gain)})</span>
    </>
  );
}
