/** The engine's smallest words, which load nothing: everything else may say them. */

export type Split = "feedback" | "pareto" | "test";

/** Scores kept apart, by the name of the objective. Higher is better. */
export type ObjectiveScores = Readonly<Record<string, number>>;

/** The callIndexes a step used: `from` to `from + count - 1`. */
export interface CallRange {
  readonly from: number;
  readonly count: number;
}

/** What an event's rollouts took. */
export interface Paid {
  readonly metricCalls: number;
  /** Requests they sent, of rollouts that failed too; left out: one for each metric call. */
  readonly requests?: number;
}

/** One candidate on one row. `from` says it cost no metric call, and `callIndex` is then the earlier rollout read. */
export type EvaluatedRow = ScoredRow | FailedRow;

export interface ScoredRow {
  readonly example: number;
  readonly callIndex: number;
  readonly score: number;
  readonly objectives?: ObjectiveScores;
  /**
   * `parent`: no answer came, and the parent's score stands. `inherited`: not asked yet; the score is the nearest
   * ancestor's that was.
   */
  readonly from?: "reused" | "cache" | "parent" | "inherited";
}

export interface FailedRow {
  readonly example: number;
  readonly callIndex: number;
  readonly failed: string;
}

/**
 * What the reflector reads about one rollout: a free-form map, printed as markdown with one heading per key.
 * Recommended keys, in this order: `Inputs`, `Generated Outputs`, `Feedback`.
 */
export type ReflectiveRecord = { readonly [key: string]: RecordValue };
export type RecordValue =
  | string
  | number
  | boolean
  | null
  | readonly RecordValue[]
  | { readonly [key: string]: RecordValue };

/** A record and the example (position in the feedback split) it is about. */
export interface ReflectionRecordRow {
  readonly example: number;
  readonly score: number;
  readonly record: ReflectiveRecord;
}

/** How a letter to the Reflection model is to be answered. */
export interface ReflectionSampling {
  readonly temperature: number;
  readonly seed: number;
}
