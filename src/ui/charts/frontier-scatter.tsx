import { For, type JSX, Show, createMemo } from "solid-js";

import { nonDominated, type ScatterPoint } from "../../views/series/scatter-points.ts";
import { frontPath, scatterLabels, scatterScale, shownPoints } from "../../views/series/scatter-scale.ts";
import { formatPercent } from "../../views/words/numbers.ts";
import { createWidth } from "./create-size.ts";
import { MarkShape } from "./mark-shape.tsx";

interface FrontierScatterProps {
  readonly points: readonly ScatterPoint[];
  /** "prompt tokens"; stands at the end of the axis. */
  readonly costName: string;
  readonly formatCost: (cost: number) => string;
  readonly selected?: number;
  readonly onSelect?: (candidate: number) => void;
}

type Scale = ReturnType<typeof scatterScale>;

const quarters = [0, 0.25, 0.5, 0.75, 1];

/** Score against what a prompt costs, with the set nobody beats on both drawn as steps. */
export function FrontierScatter(props: FrontierScatterProps): JSX.Element {
  const size = createWidth();
  const scale = createMemo(() => scatterScale(props.points, size.width()));
  const front = createMemo(() => nonDominated(props.points));
  const shown = createMemo(() => shownPoints(props.points));
  const labels = createMemo(() => scatterLabels(front(), shown(), scale()));
  const said = ({ look, score, cost }: ScatterPoint, joint: string): string =>
    `${look.label}${joint}${formatPercent(score)}${joint === " " ? " at " : joint}${props.formatCost(cost)} ${props.costName}`;
  const finding = (): string =>
    `Score against ${props.costName}. Nobody beats on both: ${front()
      .map((point) => said(point, " "))
      .join("; ")}.`;
  return (
    <div>
      <div ref={(element) => size.watch(element)} />
      <Show when={size.width() > 0}>
        <svg
          class="chart-svg"
          width={scale().width}
          height={scale().height}
          role="group"
          aria-label={finding()}
        >
          <Axes {...props} scale={scale()} />
          <path d={frontPath(front(), scale())} fill="none" stroke="var(--ink)" stroke-width="2" />
          <For each={shown()}>
            {(point) => (
              <g
                class={`chart-node k${point.look.colour}`}
                role="button"
                tabindex={0}
                aria-label={said(point, ", ")}
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
                  x={scale().x(point.cost)}
                  y={scale().y(point.score)}
                  radius={point.look.index === props.selected ? 7.5 : 5.5}
                />
              </g>
            )}
          </For>
          <For each={labels()}>
            {({ text, x, y, align }) => (
              <text class="chart-strong" x={x} y={y} text-anchor={align === "right" ? "end" : "start"}>
                {text}
              </text>
            )}
          </For>
        </svg>
      </Show>
    </div>
  );
}

/** Scores at the left, costs below. */
function Axes(props: FrontierScatterProps & { readonly scale: Scale }): JSX.Element {
  const cost = (share: number): number => share * props.scale.most;
  return (
    <>
      <For each={quarters}>
        {(score) => (
          <>
            <line
              x1={props.scale.left}
              x2={props.scale.right}
              y1={props.scale.y(score)}
              y2={props.scale.y(score)}
              stroke={score === 0 ? "var(--rule-2)" : "var(--rule)"}
            />
            <text x={props.scale.left - 8} y={props.scale.y(score) + 4} text-anchor="end">
              {score === 1 ? formatPercent(1) : score * 100}
            </text>
          </>
        )}
      </For>
      <For each={quarters}>
        {(share) => (
          <text
            x={props.scale.x(cost(share))}
            y={props.scale.height - 8}
            text-anchor={share === 1 ? "end" : "middle"}
            dx={share === 1 ? 24 : 0}
          >
            {props.formatCost(cost(share))}
            {share === 1 ? ` ${props.costName}` : ""}
          </text>
        )}
      </For>
    </>
  );
}
