import type { EvaluatedRow } from "../vocabulary.ts";

/** A parent on its minibatch. */
export interface ParentEvaluation {
  readonly parent: number;
  /** The minibatch; as it was composed where more rows were looked at than it holds. */
  readonly rows: readonly EvaluatedRow[];
  /** Rows that were looked at to find failing ones, and left out of the minibatch. */
  readonly passedOver?: readonly EvaluatedRow[];
}

export type TaskVerdict =
  | { readonly verdict: "reflect"; readonly evaluation: number; readonly components: readonly string[] }
  | { readonly verdict: "given"; readonly evaluation: number }
  | {
      readonly verdict: "skip";
      readonly evaluation: number;
      readonly reason: "all-scores-perfect" | "too-many-failures" | "no-records";
    };
