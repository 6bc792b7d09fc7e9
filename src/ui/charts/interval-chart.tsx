import { For, type JSX, Show } from "solid-js";

import type { IntervalLine } from "../../views/result/interval-lines.ts";
import { formatPercent } from "../../views/words/numbers.ts";
import { createWidth } from "./create-size.ts";
import { MarkShape } from "./mark-shape.tsx";

const lineHeight = 46;

/** Scores with their 95 % intervals on one axis from 0 to 100 %. */
export function IntervalChart(props: {
  readonly lines: readonly IntervalLine[];
  readonly label: string;
}): JSX.Element {
  const size = createWidth();
  const left = (): number => (size.width() < 480 ? 86 : 150);
  const x = (share: number): number => left() + share * Math.max(20, size.width() - left() - 36);
  const height = (): number => props.lines.length * lineHeight + 30;
  return (
    <div>
      <div ref={(element) => size.watch(element)} />
      <Show when={size.width() > 0}>
        <svg class="chart-svg" width={size.width()} height={height()} role="img" aria-label={props.label}>
          <For each={[0, 0.25, 0.5, 0.75, 1]}>
            {(share) => (
              <>
                <line
                  x1={x(share)}
                  x2={x(share)}
                  y1={4}
                  y2={height() - 24}
                  stroke={share === 0 ? "var(--rule-2)" : "var(--rule)"}
                />
                <text x={x(share)} y={height() - 8} text-anchor="middle">
                  {share === 1 ? formatPercent(1) : share * 100}
                </text>
              </>
            )}
          </For>
          <For each={props.lines}>
            {(line, index) => {
              const y = (): number => index() * lineHeight + 30;
              return (
                <g class={`k${line.look.colour}`}>
                  <text class="chart-strong" x={0} y={y() + 4}>
                    {line.name}
                  </text>
                  <path
                    d={`M${x(line.low)} ${y()}H${x(line.high)}M${x(line.low)} ${y() - 5}v10M${x(line.high)} ${y() - 5}v10`}
                    fill="none"
                    stroke="var(--k)"
                    stroke-width="3"
                  />
                  <MarkShape look={line.look} x={x(line.value)} y={y()} />
                  <text
                    class="chart-strong"
                    x={Math.min(size.width() - 34, Math.max(left() + 30, x(line.value)))}
                    y={y() - 12}
                    text-anchor="middle"
                  >
                    {line.label}
                  </text>
                </g>
              );
            }}
          </For>
        </svg>
      </Show>
    </div>
  );
}
