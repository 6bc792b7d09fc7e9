import type { CandidateLook } from "./candidate-look.ts";

export interface ScatterPoint {
  readonly look: CandidateLook;
  /** 0..1. */
  readonly score: number;
  /** What it costs: tokens, seconds or money; lower is better. */
  readonly cost: number;
}

/** Points no other point beats on both score and cost, cheapest first. */
export function nonDominated(points: readonly ScatterPoint[]): readonly ScatterPoint[] {
  const ordered = points.toSorted((a, b) => a.cost - b.cost || b.score - a.score);
  const kept: ScatterPoint[] = [];
  for (const point of ordered)
    if (point.score > (kept.at(-1)?.score ?? Number.NEGATIVE_INFINITY)) kept.push(point);
  return kept;
}
