export interface Standing {
  readonly index: number;
  readonly mean: number;
}

/** Rows asked again, and the sum of the squared differences. */
export interface Noise {
  readonly pairs: number;
  readonly squares: number;
}

/** What the final found; `winner` is the seed's index where nobody could be told from it. */
export interface FinalResult {
  readonly winner: number;
  /** The best of the finalists. */
  readonly challenger: number;
  /** Finalists and seed on all rows of the final, best first. */
  readonly scores: readonly { readonly candidate: number; readonly mean: number; readonly rows: number }[];
  /** The challenger against the seed on rows that chose nobody (without any: on the Pareto rows). */
  readonly rows: number;
  readonly won: number;
  readonly lost: number;
  readonly onFreshRows: boolean;
  /** There were rows enough to tell a lead from luck; without, the higher mean won. */
  readonly tells: boolean;
}

export const nobody: Standing = { index: -1, mean: Number.NEGATIVE_INFINITY };
