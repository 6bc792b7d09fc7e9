import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import type { CandidateLook } from "../../views/series/candidate-look.ts";
import { levelCurve, lineageLayout } from "../../views/series/lineage-layout.ts";
import {
  iterationPlaces,
  readableLabels,
  scoreText,
  scoreOf,
  lineageFinding,
} from "../../views/series/lineage-places.ts";
import type { LineageNode, LineageSeries } from "../../views/series/lineage-series.ts";
import { createKept } from "../state/create-kept.ts";
import { createWidth } from "./create-size.ts";

interface LineageProps {
  readonly series: LineageSeries;
  readonly selected?: number;
  readonly live?: boolean;
  readonly onSelect?: (candidate: number) => void;
  readonly onProposal?: (proposal: number) => void;
}

const pad = { left: 16, right: 24, top: 26, bottom: 40 };
/** Least room for an iteration at zoom 1, in pixels; narrower, and the picture scrolls. */
const leastStep = 7;

/** Who came from whom: iterations to the right, rejected rewrites as small crosses, merges with both parents. */
export function Lineage(props: LineageProps): JSX.Element {
  const size = createWidth();
  const [zoom, setZoom] = createSignal(1);
  const [scroll, setScroll] = createSignal(0);
  let scroller!: HTMLDivElement;
  const lanes = createMemo(() => lineageLayout(props.series.nodes));
  const last = createMemo(() => Math.max(1, props.series.iteration + (props.live === true ? 1 : 0)));
  const places = createMemo(() => iterationPlaces(props.series.nodes, last()));
  const step = createMemo(() => {
    const units = places().at(-1) ?? 1;
    return Math.max(leastStep, (size.width() - pad.left - pad.right) / units) * zoom();
  });
  const width = createMemo(() =>
    Math.max(size.width(), pad.left + pad.right + (places().at(-1) ?? 1) * step()),
  );
  const height = createMemo(() => lanes().height + pad.top + pad.bottom);
  const x = (iteration: number): number => pad.left + (places()[Math.min(last(), iteration)] ?? 0) * step();
  const y = (candidate: number): number => pad.top + (lanes().y.get(candidate) ?? 0);
  const isNear = (at: number): boolean => at > scroll() - 200 && at < scroll() + size.width() + 200;
  const shown = createKept(
    () => props.series.nodes.filter((node) => isNear(x(node.iteration))),
    (node) => node.look.index,
  );
  const dropped = createKept(
    () => props.series.dropped.filter((one) => isNear(x(one.iteration))).slice(-400),
    (one) => one.proposal,
  );
  const lines = createMemo(() =>
    props.series.nodes.flatMap((node) =>
      node.parents.flatMap((parent) => {
        const from = props.series.nodes.find((one) => one.look.index === parent);
        if (from === undefined || (!isNear(x(node.iteration)) && !isNear(x(from.iteration)))) return [];
        const bends = (lanes().bends.get(`${parent}>${node.look.index}`) ?? []).map((bend) => ({
          x: x(bend.iteration),
          y: pad.top + bend.y,
        }));
        const ends = { x: x(node.iteration), y: y(node.look.index) };
        const path = levelCurve([{ x: x(from.iteration), y: y(parent) }, ...bends, ends]);
        const { look, hypothesis } = node;
        return [{ key: `${parent}>${look.index}`, look, path, hypothesis }];
      }),
    ),
  );
  const edges = createKept(lines, (edge) => edge.key);
  const ticks = createMemo(() => {
    const every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((unit) => unit * step() >= 64) ?? 1000;
    const values: number[] = [];
    let reached = x(0) + 30;
    for (let at = every; at <= last(); at += every) {
      if (!isNear(x(at)) || x(at) < reached || x(at) > width() - 80) continue;
      values.push(at);
      reached = x(at) + 28;
    }
    return values;
  });
  const labels = createMemo(() => readableLabels(shown(), x, y));

  const focusOn = (candidate: number): void => {
    props.onSelect?.(candidate);
    queueMicrotask(() => scroller.querySelector<SVGElement>(`[data-candidate="${candidate}"]`)?.focus());
  };
  const keys = (event: KeyboardEvent, node: LineageNode): void => {
    const nodes = props.series.nodes;
    const order = nodes.indexOf(node);
    const child = nodes.find((other) => other.parents.includes(node.look.index));
    const next: Readonly<Record<string, number | undefined>> = {
      ArrowRight: child?.look.index ?? nodes[order + 1]?.look.index,
      ArrowLeft: node.parents[0] ?? nodes[order - 1]?.look.index,
      ArrowDown: nodes[order + 1]?.look.index,
      ArrowUp: nodes[order - 1]?.look.index,
      Home: nodes[0]?.look.index,
      End: nodes.at(-1)?.look.index,
    };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      props.onSelect?.(node.look.index);
    } else if (event.key === "+" || event.key === "=") setZoom(Math.min(16, zoom() * 1.5));
    else if (event.key === "-") setZoom(Math.max(1, zoom() / 1.5));
    else if (next[event.key] !== undefined) {
      event.preventDefault();
      focusOn(next[event.key] ?? 0);
    }
  };
  const focusable = createMemo(() => props.selected ?? props.series.nodes.at(-1)?.look.index);

  return (
    <div>
      <div ref={(element) => size.watch(element)} />
      <div ref={scroller} class="chart-lineage" onScroll={() => setScroll(scroller.scrollLeft)}>
        <svg
          class="chart-svg"
          width={width()}
          height={height()}
          role="group"
          aria-label={`Lineage: ${lineageFinding(props.series)} Arrow keys walk between candidates, plus and minus zoom.`}
        >
          <For each={dropped()}>
            {(one, index) => {
              const at = (): { x: number; y: number } => ({
                x: x(one.iteration),
                y: y(one.parent) + (index() % 2 === 0 ? 13 : -13),
              });
              const from = (): LineageNode | undefined =>
                props.series.nodes.find((node) => node.look.index === one.parent);
              return (
                <g class="chart-node" onClick={() => props.onProposal?.(one.proposal)}>
                  <path
                    class="chart-edge-dropped"
                    d={levelCurve([
                      { x: Math.max(x(from()?.iteration ?? 0), at().x - step() * 1.2), y: y(one.parent) },
                      at(),
                    ])}
                  />
                  <path class="chart-cross" d={`M${at().x - 3} ${at().y - 3}l6 6m0-6l-6 6`} />
                  <Show when={one.hypothesis}>{(said) => <title>{said()}</title>}</Show>
                </g>
              );
            }}
          </For>
          <For each={edges()}>
            {(edge) => (
              <path class={`chart-edge k${edge.look.colour}`} style={{ stroke: "var(--k)" }} d={edge.path}>
                <Show when={edge.hypothesis}>{(said) => <title>{said()}</title>}</Show>
              </path>
            )}
          </For>
          <For each={shown()}>
            {(node) => (
              <g
                class={`chart-node k${node.look.colour}`}
                role="button"
                data-candidate={node.look.index}
                tabindex={node.look.index === focusable() ? 0 : -1}
                aria-pressed={node.look.index === props.selected}
                aria-label={`${node.look.label} ${scoreText(node, props.series)}, ${props.series.unit} ${node.iteration}, ${scoreOf(node, props.series)}`}
                onClick={() => props.onSelect?.(node.look.index)}
                onKeyDown={(event) => keys(event, node)}
              >
                <Show when={node.look.index === props.selected}>
                  <circle cx={x(node.iteration)} cy={y(node.look.index)} r={12} fill="var(--paper-3)" />
                </Show>
                <MarkShape look={node.look} x={x(node.iteration)} y={y(node.look.index)} />
                <Show when={labels().has(node.look.index)}>
                  <text
                    class="chart-strong"
                    x={x(node.iteration)}
                    y={y(node.look.index) + (labels().get(node.look.index) === "below" ? 22 : -12)}
                    text-anchor={node.iteration === 0 ? "start" : "middle"}
                    dx={node.iteration === 0 ? -8 : 0}
                  >
                    {node.look.label} <tspan font-weight="400">{scoreText(node, props.series)}</tspan>
                  </text>
                </Show>
              </g>
            )}
          </For>
          <text class="chart-fade" x={x(0)} y={height() - 4} text-anchor="middle" dx={6}>
            seed
          </text>
          <For each={ticks()}>
            {(tick) => (
              <text class="chart-fade" x={x(tick)} y={height() - 4} text-anchor="middle">
                {tick}
              </text>
            )}
          </For>
          <text class="chart-fade" x={width() - 2} y={height() - 4} text-anchor="end">
            {props.series.unit}
          </text>
        </svg>
      </div>
    </div>
  );
}

/** A candidate's mark as SVG: the same shapes as everywhere. */
export function MarkShape(props: {
  readonly look: CandidateLook;
  readonly x: number;
  readonly y: number;
  readonly radius?: number;
}): JSX.Element {
  const r = (): number => props.radius ?? 6.5;
  const path = (): string => {
    const size = r();
    if (props.look.shape === "square")
      return `M${props.x - size * 0.92} ${props.y - size * 0.92}h${size * 1.84}v${size * 1.84}h${-size * 1.84}z`;
    if (props.look.shape === "diamond")
      return `M${props.x} ${props.y - size * 1.25}l${size * 1.25} ${size * 1.25}l${-size * 1.25} ${size * 1.25}l${-size * 1.25} ${-size * 1.25}z`;
    return `M${props.x - size} ${props.y}a${size} ${size} 0 1 0 ${size * 2} 0a${size} ${size} 0 1 0 ${-size * 2} 0`;
  };
  return (
    <>
      <path
        d={path()}
        fill={props.look.hollow ? "var(--paper)" : "var(--k)"}
        stroke="var(--paper)"
        stroke-width="2"
      />
      <Show when={props.look.hollow}>
        <circle cx={props.x} cy={props.y} r={r() * 0.72} fill="none" stroke="var(--k)" stroke-width="2.5" />
      </Show>
    </>
  );
}
