import { type Accessor, For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { lineageLayout } from "../../views/series/lineage-layout.ts";
import { lineageFinding, readableLabels, scoreOf, scoreText } from "../../views/series/lineage-places.ts";
import {
  droppedMarks,
  lineageEdges,
  type LineageScale,
  lineageScale,
  lineageTicks,
  neighbourBy,
} from "../../views/series/lineage-scale.ts";
import type { LineageNode, LineageSeries } from "../../views/series/lineage-series.ts";
import { createKept } from "../state/create-kept.ts";
import { createWidth } from "./create-size.ts";
import { MarkShape } from "./mark-shape.tsx";

interface LineageProps {
  readonly series: LineageSeries;
  readonly selected?: number;
  readonly live?: boolean;
  readonly onSelect?: (candidate: number) => void;
  readonly onProposal?: (proposal: number) => void;
}

type PartProps = LineageProps & {
  readonly scale: LineageScale;
  /** Whether a place is near what is seen; the rest is not drawn. */
  readonly isNear: (x: number) => boolean;
};

/** Who came from whom: iterations to the right, rejected rewrites as small crosses, merges with both parents. */
export function Lineage(props: LineageProps): JSX.Element {
  const size = createWidth();
  const [zoom, setZoom] = createSignal(1);
  const [scroll, setScroll] = createSignal(0);
  let scroller!: HTMLDivElement;
  const lanes = createMemo(() => lineageLayout(props.series.nodes));
  const scale = createMemo(() =>
    lineageScale(props.series, lanes(), size.width(), zoom(), props.live === true),
  );
  const isNear = (at: number): boolean => at > scroll() - 200 && at < scroll() + size.width() + 200;
  const keys = (event: KeyboardEvent, node: LineageNode): void => {
    const next = neighbourBy(event.key, node, props.series.nodes);
    if (event.key === "+" || event.key === "=") setZoom(Math.min(16, zoom() * 1.5));
    else if (event.key === "-") setZoom(Math.max(1, zoom() / 1.5));
    else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      props.onSelect?.(node.look.index);
    } else if (next !== undefined) {
      event.preventDefault();
      props.onSelect?.(next);
      queueMicrotask(() => scroller.querySelector<SVGElement>(`[data-candidate="${next}"]`)?.focus());
    }
  };
  return (
    <div>
      <div ref={(element) => size.watch(element)} />
      <div ref={scroller} class="chart-lineage" onScroll={() => setScroll(scroller.scrollLeft)}>
        <svg
          class="chart-svg"
          width={scale().width}
          height={scale().height}
          role="group"
          aria-label={`Lineage: ${lineageFinding(props.series)} Arrow keys walk between candidates, plus and minus zoom.`}
        >
          <Dropped {...props} scale={scale()} isNear={isNear} />
          <Edges {...props} scale={scale()} isNear={isNear} />
          <Candidates {...props} scale={scale()} isNear={isNear} onKey={keys} />
          <Axis {...props} scale={scale()} isNear={isNear} />
        </svg>
      </div>
    </div>
  );
}

/** Rewrites that did not beat their parent. */
function Dropped(props: PartProps): JSX.Element {
  const shown = createKept(
    () => props.series.dropped.filter((one) => props.isNear(props.scale.x(one.iteration))).slice(-400),
    (one) => one.proposal,
  );
  const parents = createMemo(() => new Map(props.series.nodes.map((node) => [node.look.index, node])));
  return (
    <For each={shown()}>
      {(one, index) => {
        const marks = () => droppedMarks(one, parents().get(one.parent), index() % 2 === 1, props.scale);
        return (
          <g class="chart-node" onClick={() => props.onProposal?.(one.proposal)}>
            <path class="chart-edge-dropped" d={marks().stub} />
            <path class="chart-cross" d={marks().cross} />
            <Show when={one.hypothesis}>{(said) => <title>{said()}</title>}</Show>
          </g>
        );
      }}
    </For>
  );
}

function Edges(props: PartProps): JSX.Element {
  const edges = createKept(
    () => lineageEdges(props.series.nodes, props.scale, props.isNear),
    (edge) => edge.key,
  );
  return (
    <For each={edges()}>
      {(edge) => (
        <path class={`chart-edge k${edge.look.colour}`} style={{ stroke: "var(--k)" }} d={edge.path}>
          <Show when={edge.hypothesis}>{(said) => <title>{said()}</title>}</Show>
        </path>
      )}
    </For>
  );
}

function Candidates(
  props: PartProps & { readonly onKey: (event: KeyboardEvent, node: LineageNode) => void },
): JSX.Element {
  const shown = createKept(
    () => props.series.nodes.filter((node) => props.isNear(props.scale.x(node.iteration))),
    (node) => node.look.index,
  );
  const labels = createMemo(() => readableLabels(shown(), props.scale.x, props.scale.y));
  const focusable = createMemo(() => props.selected ?? props.series.nodes.at(-1)?.look.index);
  const isSelected = ({ look }: LineageNode): boolean => look.index === props.selected;
  return (
    <For each={shown()}>
      {(node) => {
        const x: Accessor<number> = () => props.scale.x(node.iteration);
        const y: Accessor<number> = () => props.scale.y(node.look.index);
        return (
          <g
            class={`chart-node k${node.look.colour}`}
            role="button"
            data-candidate={node.look.index}
            tabindex={node.look.index === focusable() ? 0 : -1}
            aria-pressed={isSelected(node)}
            aria-label={`${node.look.label} ${scoreText(node, props.series)}, ${props.series.unit} ${node.iteration}, ${scoreOf(node, props.series)}`}
            onClick={() => props.onSelect?.(node.look.index)}
            onKeyDown={(event) => props.onKey(event, node)}
          >
            <Show when={isSelected(node)}>
              <circle cx={x()} cy={y()} r={12} fill="var(--paper-3)" />
            </Show>
            <MarkShape look={node.look} x={x()} y={y()} />
            <Show when={labels().has(node.look.index)}>
              <text
                class="chart-strong"
                x={x()}
                y={y() + (labels().get(node.look.index) === "below" ? 22 : -12)}
                text-anchor={node.iteration === 0 ? "start" : "middle"}
                dx={node.iteration === 0 ? -8 : 0}
              >
                {node.look.label} <tspan font-weight="400">{scoreText(node, props.series)}</tspan>
              </text>
            </Show>
          </g>
        );
      }}
    </For>
  );
}

function Axis(props: PartProps): JSX.Element {
  const y = (): number => props.scale.height - 4;
  return (
    <>
      <text class="chart-fade" x={props.scale.x(0)} y={y()} text-anchor="middle" dx={6}>
        seed
      </text>
      <For each={lineageTicks(props.scale, props.isNear)}>
        {(tick) => (
          <text class="chart-fade" x={props.scale.x(tick)} y={y()} text-anchor="middle">
            {tick}
          </text>
        )}
      </For>
      <text class="chart-fade" x={props.scale.width - 2} y={y()} text-anchor="end">
        {props.series.unit}
      </text>
    </>
  );
}
