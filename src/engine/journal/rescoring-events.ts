import type { CallRange, EvaluatedRow, Paid } from "../vocabulary.ts";

/**
 * Rows of a candidate are about to be asked: it leads by scores it only inherited, the noise is to be measured, or more
 * rows of the seed are needed to tell its children apart.
 */
export interface VerificationBegun {
  readonly type: "verification-begun";
  readonly candidate: number;
  /** Pareto positions. */
  readonly examples: readonly number[];
  readonly purpose: "verify" | "noise" | "opening";
}

/** The answers. A row that had been asked before counts with its newest answer, which did not choose anybody. */
export interface CandidateRescored extends Paid {
  readonly type: "candidate-rescored";
  readonly candidate: number;
  readonly calls: CallRange;
  readonly rows: readonly EvaluatedRow[];
}

/** The search is over; who competes in the final, and on which rows. */
export interface FinalBegun {
  readonly type: "final-begun";
  readonly finalists: readonly Finalist[];
  /** Feedback positions that no rewrite in the line of any finalist was made from; the seed is asked them too. */
  readonly fresh: readonly number[];
}

export interface Finalist {
  readonly candidate: number;
  /** Pareto positions it is asked. */
  readonly examples: readonly number[];
}

/** Outcomes of the final. */
export interface FinalEvaluated extends Paid {
  readonly type: "final-evaluated";
  readonly calls: CallRange;
  /** As announced; last the seed, which is asked the fresh rows alone. */
  readonly evaluations: readonly FinalEvaluation[];
}

export interface FinalEvaluation {
  readonly candidate: number;
  readonly rows: readonly EvaluatedRow[];
  readonly fresh: readonly EvaluatedRow[];
}
