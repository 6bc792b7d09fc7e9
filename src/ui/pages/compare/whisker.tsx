import type { JSX } from "solid-js";

import type { Interval } from "../../../shared/statistics/interval.ts";
import { formatPercent } from "../../../views/words/numbers.ts";

/** A score with its 95 % interval on an axis from 0 to 100 %. */
export function Whisker(props: { readonly interval: Interval }): JSX.Element {
  const x = (share: number): number => 4 + share * 152;
  return (
    <svg
      width="160"
      height="16"
      viewBox="0 0 160 16"
      role="img"
      aria-label={`${formatPercent(props.interval.low)} to ${formatPercent(props.interval.high)}`}
    >
      <line x1="4" x2="156" y1="14" y2="14" stroke="var(--rule)" />
      <path
        d={`M${x(props.interval.low)} 7H${x(props.interval.high)}M${x(props.interval.low)} 3v8M${x(props.interval.high)} 3v8`}
        stroke="var(--ink)"
        fill="none"
        stroke-width="1.5"
      />
      <circle cx={x(props.interval.value)} cy="7" r="4" fill="var(--ink)" />
    </svg>
  );
}

/** The stroke a line has in the chart. */
export function Stroke(props: {
  readonly dash: readonly number[];
  readonly colour?: number | undefined;
}): JSX.Element {
  return (
    <svg width="28" height="8" aria-hidden="true" class={`stroke k${props.colour ?? ""}`}>
      <line
        x1="0"
        x2="26"
        y1="4"
        y2="4"
        stroke="var(--k, var(--ink))"
        stroke-width="2.5"
        stroke-dasharray={props.dash.join(" ")}
      />
    </svg>
  );
}
