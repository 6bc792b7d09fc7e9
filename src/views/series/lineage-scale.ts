import type { CandidateLook } from "./candidate-look.ts";
import { type LineageLayout, levelCurve } from "./lineage-layout.ts";
import { iterationPlaces } from "./lineage-places.ts";
import type { LineageNode, LineageSeries } from "./lineage-series.ts";

type DroppedProposal = LineageSeries["dropped"][number];

const pad = { left: 16, right: 24, top: 26, bottom: 40 };
/** Least room for an iteration at zoom 1, in pixels; narrower, and the picture scrolls. */
const leastStep = 7;

/** Where everything of a lineage stands, in pixels. */
export interface LineageScale {
  readonly width: number;
  readonly height: number;
  /** Room of an iteration that added nothing. */
  readonly step: number;
  readonly last: number;
  readonly x: (iteration: number) => number;
  readonly y: (candidate: number) => number;
  /** Points an edge goes through on its way. */
  readonly bends: (parent: number, child: number) => readonly { readonly x: number; readonly y: number }[];
}

/** `room`: width of what is seen of it. While the search goes on there is a place for what comes next. */
export function lineageScale(
  series: LineageSeries,
  lanes: LineageLayout,
  room: number,
  zoom: number,
  isLive: boolean,
): LineageScale {
  const last = Math.max(1, series.iteration + (isLive ? 1 : 0));
  const places = iterationPlaces(series.nodes, last);
  const units = places.at(-1) ?? 1;
  const step = Math.max(leastStep, (room - pad.left - pad.right) / units) * zoom;
  const x = (iteration: number): number => pad.left + (places[Math.min(last, iteration)] ?? 0) * step;
  return {
    width: Math.max(room, pad.left + pad.right + units * step),
    height: lanes.height + pad.top + pad.bottom,
    step,
    last,
    x,
    y: (candidate) => pad.top + (lanes.y.get(candidate) ?? 0),
    bends: (parent, child) =>
      (lanes.bends.get(`${parent}>${child}`) ?? []).map((bend) => ({
        x: x(bend.iteration),
        y: pad.top + bend.y,
      })),
  };
}

interface LineageEdge {
  readonly key: string;
  readonly look: CandidateLook;
  readonly path: string;
  readonly hypothesis: string | undefined;
}

/** Lines from parents to children, as far as an end of them is near what is seen. */
export function lineageEdges(
  nodes: readonly LineageNode[],
  { x, y, bends }: LineageScale,
  isNear: (x: number) => boolean,
): readonly LineageEdge[] {
  const byIndex = new Map(nodes.map((node) => [node.look.index, node]));
  return nodes.flatMap(({ look, iteration, parents, hypothesis }) =>
    parents.flatMap((parent) => {
      const from = byIndex.get(parent);
      if (from === undefined || (!isNear(x(iteration)) && !isNear(x(from.iteration)))) return [];
      const start = { x: x(from.iteration), y: y(parent) };
      const path = levelCurve([start, ...bends(parent, look.index), { x: x(iteration), y: y(look.index) }]);
      return [{ key: `${parent}>${look.index}`, look, path, hypothesis }];
    }),
  );
}

/** Iterations named below, with room for each. */
export function lineageTicks(
  { x, step, last, width }: LineageScale,
  isNear: (x: number) => boolean,
): readonly number[] {
  const every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((unit) => unit * step >= 64) ?? 1000;
  const ticks: number[] = [];
  let reached = x(0) + 30;
  for (let at = every; at <= last; at += every) {
    if (!isNear(x(at)) || x(at) < reached || x(at) > width - 80) continue;
    ticks.push(at);
    reached = x(at) + 28;
  }
  return ticks;
}

/** The stub of a rewrite that was dropped, and the cross at its end; every other one hangs below its parent. */
export function droppedMarks(
  dropped: DroppedProposal,
  parent: LineageNode | undefined,
  isAbove: boolean,
  { x, y, step }: LineageScale,
): { readonly stub: string; readonly cross: string } {
  const end = { x: x(dropped.iteration), y: y(dropped.parent) + (isAbove ? -13 : 13) };
  const start = { x: Math.max(x(parent?.iteration ?? 0), end.x - step * 1.2), y: y(dropped.parent) };
  return { stub: levelCurve([start, end]), cross: `M${end.x - 3} ${end.y - 3}l6 6m0-6l-6 6` };
}

/** Which candidate an arrow key leads to from this one. */
export function neighbourBy(
  key: string,
  node: LineageNode,
  nodes: readonly LineageNode[],
): number | undefined {
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
  return next[key];
}
