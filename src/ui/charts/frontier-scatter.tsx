import { For, type JSX, Show, createMemo } from "solid-js";

import { placeLabels } from "../../views/series/label-places.ts";
import { nonDominated, type ScatterPoint } from "../../views/series/scatter-points.ts";
import { formatPercent } from "../../views/words/numbers.ts";
import { createWidth } from "./create-size.ts";
import { MarkShape } from "./lineage.tsx";

interface FrontierScatterProps {
  readonly points: readonly ScatterPoint[];
  /** "prompt tokens"; stands at the end of the axis. */
  readonly costName: string;
  readonly formatCost: (cost: number) => string;
  readonly selected?: number;
  readonly onSelect?: (candidate: number) => void;
}

const pad = { left: 44, right: 26, top: 14, bottom: 26 };
const height = 250;
/** More marks than this cannot be told apart; the best and the cheapest are kept. */
const mostPoints = 300;

/** Score against what a prompt costs, with the set nobody beats on both drawn as steps. */
export function FrontierScatter(props: FrontierScatterProps): JSX.Element {
  const size = createWidth();
  const max = createMemo(() => niceMax(Math.max(1e-9, ...props.points.map((point) => point.cost))));
  const x = (cost: number): number =>
    pad.left + (cost / max()) * Math.max(10, size.width() - pad.left - pad.right);
  const y = (score: number): number => pad.top + (1 - score) * (height - pad.top - pad.bottom);
  const front = createMemo(() => nonDominated(props.points));
  const shown = createMemo(() =>
    props.points.length <= mostPoints
      ? props.points
      : [
          ...new Set([
            ...front(),
            ...props.points.toSorted((a, b) => b.score - a.score).slice(0, mostPoints),
          ]),
        ],
  );
  const steps = createMemo(() => {
    const points = front();
    const first = points[0];
    if (first === undefined) return "";
    let path = `M${x(first.cost)} ${y(first.score)}`;
    for (const point of points.slice(1)) path += `H${x(point.cost)}V${y(point.score)}`;
    return `${path}H${x(max())}`;
  });
  const labels = createMemo(() => {
    const wishes = [...front(), ...shown().filter((point) => !front().includes(point))].map((point) => ({
      text: point.look.label,
      x: x(point.cost),
      y: y(point.score),
      width: point.look.label.length * 7.2,
    }));
    return placeLabels(
      wishes,
      { left: pad.left, right: size.width(), top: 0, bottom: height - pad.bottom },
      12,
      9,
      wishes.map((wish) => ({ left: wish.x - 5, right: wish.x + 5, top: wish.y - 5, bottom: wish.y + 5 })),
    );
  });
  const label = createMemo(() => {
    const names = front().map(
      (point) =>
        `${point.look.label} ${formatPercent(point.score)} at ${props.formatCost(point.cost)} ${props.costName}`,
    );
    return `Score against ${props.costName}. Nobody beats on both: ${names.join("; ")}.`;
  });
  return (
    <div>
      <div ref={(element) => size.watch(element)} />
      <Show when={size.width() > 0}>
        <svg class="chart-svg" width={size.width()} height={height} role="group" aria-label={label()}>
          <For each={[0, 0.25, 0.5, 0.75, 1]}>
            {(score) => (
              <>
                <line
                  x1={pad.left}
                  x2={size.width() - pad.right}
                  y1={y(score)}
                  y2={y(score)}
                  stroke={score === 0 ? "var(--rule-2)" : "var(--rule)"}
                />
                <text x={pad.left - 8} y={y(score) + 4} text-anchor="end">
                  {score === 1 ? formatPercent(1) : score * 100}
                </text>
              </>
            )}
          </For>
          <For each={[0, 0.25, 0.5, 0.75, 1]}>
            {(share) => (
              <text
                x={x(share * max())}
                y={height - 8}
                text-anchor={share === 1 ? "end" : "middle"}
                dx={share === 1 ? 24 : 0}
              >
                {props.formatCost(share * max())}
                {share === 1 ? ` ${props.costName}` : ""}
              </text>
            )}
          </For>
          <path d={steps()} fill="none" stroke="var(--ink)" stroke-width="2" />
          <For each={shown()}>
            {(point) => (
              <g
                class={`chart-node k${point.look.colour}`}
                role="button"
                tabindex={0}
                aria-label={`${point.look.label}, ${formatPercent(point.score)}, ${props.formatCost(point.cost)} ${props.costName}`}
                aria-pressed={point.look.index === props.selected}
                onClick={() => props.onSelect?.(point.look.index)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  props.onSelect?.(point.look.index);
                }}
              >
                <MarkShape
                  look={point.look}
                  x={x(point.cost)}
                  y={y(point.score)}
                  radius={point.look.index === props.selected ? 7.5 : 5.5}
                />
              </g>
            )}
          </For>
          <For each={labels()}>
            {(one) => (
              <text
                class="chart-strong"
                x={one.x}
                y={one.y}
                text-anchor={one.align === "right" ? "end" : "start"}
              >
                {one.text}
              </text>
            )}
          </For>
        </svg>
      </Show>
    </div>
  );
}

/** The next round number above, so that the axis ends at one. */
export function niceMax(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const unit = [1, 2, 4, 5, 8, 10].find((factor) => factor * power >= value) ?? 10;
  return unit * power;
}
