import { graphlib, layout } from "@dagrejs/dagre";

import type { LineageNode } from "./lineage-series.ts";

interface LanePoint {
  readonly iteration: number;
  /** Distance from the top, in lanes' pixels. */
  readonly y: number;
}

export interface LineageLayout {
  readonly height: number;
  readonly y: ReadonlyMap<number, number>;
  /** By `parent>child`: points between, so that a long edge goes around what stands in its way. */
  readonly bends: ReadonlyMap<string, readonly LanePoint[]>;
}

/** Beyond this many candidates edges are drawn straight: routing each around all others costs too much. */
const mostRouted = 80;
/** Beyond this many dagre takes longer than a reader should wait; then every branch takes the next free lane. */
const mostLaidOut = 200;
const laneGap = 26;
/** Lanes of the simple layout before it begins again at the top. */
const simpleLaneCount = 12;

/**
 * Lanes for the candidates: dagre decides who stands above whom, left to right in the order of acceptance; the
 * horizontal place is the iteration, and not dagre's business.
 */
export function lineageLayout(nodes: readonly LineageNode[]): LineageLayout {
  return nodes.length > mostLaidOut ? simpleLanes(nodes) : layeredLanes(nodes);
}

function layeredLanes(nodes: readonly LineageNode[]): LineageLayout {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: laneGap, ranksep: 10, edgesep: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const routed = nodes.length <= mostRouted;
  nodes.forEach((node, order) => {
    graph.setNode(String(node.look.index), { width: 10, height: 10 });
    for (const parent of node.parents) {
      const before = nodes.findIndex((other) => other.look.index === parent);
      graph.setEdge(String(parent), String(node.look.index), {
        minlen: routed ? Math.max(1, order - before) : 1,
      });
    }
  });
  layout(graph);
  const ys = new Map<number, number>();
  let top = Infinity;
  let bottom = 0;
  for (const node of nodes) {
    const y = Number(graph.node(String(node.look.index))?.y ?? 0);
    ys.set(node.look.index, y);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const shift = Number.isFinite(top) ? top : 0;
  const bends = new Map<string, readonly LanePoint[]>();
  if (routed)
    for (const edge of graph.edges())
      bends.set(
        `${edge.v}>${edge.w}`,
        bendsOf(nodes, Number(edge.v), Number(edge.w), graph.edge(edge)?.points ?? [], shift),
      );
  return { height: bottom - shift, y: new Map([...ys].map(([index, y]) => [index, y - shift])), bends };
}

/** A first child goes on in its parent's lane, every other child takes the next lane. */
function simpleLanes(nodes: readonly LineageNode[]): LineageLayout {
  const y = new Map<number, number>();
  const continued = new Set<number>();
  let next = 0;
  for (const node of nodes) {
    const parent = node.parents[0];
    if (parent !== undefined && !continued.has(parent)) {
      continued.add(parent);
      y.set(node.look.index, y.get(parent) ?? 0);
    } else {
      y.set(node.look.index, next * laneGap);
      next = (next + 1) % simpleLaneCount;
    }
  }
  return { height: (simpleLaneCount - 1) * laneGap, y, bends: new Map() };
}

/** dagre's points between two nodes lie at the ranks of the candidates accepted in between. */
function bendsOf(
  nodes: readonly LineageNode[],
  from: number,
  to: number,
  points: readonly { readonly x: number; readonly y: number }[],
  shift: number,
): readonly LanePoint[] {
  const start = nodes.findIndex((node) => node.look.index === from);
  const end = nodes.findIndex((node) => node.look.index === to);
  const inner = points.slice(1, -1);
  if (end - start <= 1 || inner.length === 0) return [];
  const bends: LanePoint[] = [];
  for (let order = start + 1; order < end; order++) {
    const share = (order - start) / (end - start);
    const point = inner[Math.min(inner.length - 1, Math.round(share * (inner.length - 1)))];
    const iteration = nodes[order]?.iteration;
    if (point !== undefined && iteration !== undefined) bends.push({ iteration, y: point.y - shift });
  }
  return bends;
}

/** A curve through points, level at each: so edges leave and arrive along their lane. */
export function levelCurve(points: readonly { readonly x: number; readonly y: number }[]): string {
  let path = "";
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before === undefined) {
      path = `M${point.x} ${point.y}`;
      return;
    }
    const half = (before.x + point.x) / 2;
    path += `C${half} ${before.y} ${half} ${point.y} ${point.x} ${point.y}`;
  });
  return path;
}
