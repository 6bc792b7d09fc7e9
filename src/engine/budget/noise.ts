import type { RunState } from "../state/state.ts";

/** Chance may move a mean over the asked rows by about this much (one standard error of a paired difference). */
const tolerated = 0.05;
/** Until rows were asked again: as if this many had been, and answers had hardly differed. */
const prior = { pairs: 10, squares: 0.5 };

/** Variance of one answer around what it is on average; 0 for a Student whose answers are read again. */
export function noiseVariance({ spec, noise }: RunState): number {
  if (spec.reuseParentRollouts) return 0;
  return (noise.squares + prior.squares) / (2 * (noise.pairs + prior.pairs));
}

/** Rows it takes before the noise of two answers per row averages out; at least `rows`. */
export function rowsUnderNoise(state: RunState, rows: number): number {
  return Math.max(rows, Math.ceil((2 * noiseVariance(state)) / tolerated ** 2));
}
