import { type JSX, createMemo } from "solid-js";

import type { StepPoint } from "../../views/series/score-series.ts";

/** Best score over calls in the size of a word; the number stands beside it, so it is hidden from ears. */
export function Sparkline(props: {
  readonly steps: readonly StepPoint[];
  /** End of the x axis. */
  readonly calls: number;
  readonly width?: number;
  readonly height?: number;
}): JSX.Element {
  const width = (): number => props.width ?? 84;
  const height = (): number => props.height ?? 24;
  const path = createMemo(() => {
    const x = (calls: number): number => 1 + (calls / Math.max(1, props.calls)) * (width() - 2);
    const y = (score: number): number => height() - 2 - score * (height() - 4);
    let drawn = "";
    for (const step of props.steps)
      drawn += drawn === "" ? `M${x(step.calls)} ${y(step.score)}` : `H${x(step.calls)}V${y(step.score)}`;
    return drawn === "" ? "" : `${drawn}H${width() - 1}`;
  });
  return (
    <svg width={width()} height={height()} aria-hidden="true">
      <line x1="0" x2={width()} y1={height() - 1} y2={height() - 1} stroke="var(--rule)" />
      <path d={path()} fill="none" stroke="var(--ink)" stroke-width="1.5" />
    </svg>
  );
}
