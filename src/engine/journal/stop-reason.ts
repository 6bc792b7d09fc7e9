import type { ReflectionOutcome } from "./reflection-evidence.ts";

/** Pareto rows the best candidate does not get wholly right when the search ends. */
export interface RowsLeft {
  readonly wrong: number;
  readonly of: number;
}

/** What a step needs, and the less that is left. */
export interface TooLittle {
  readonly what: "metric-calls" | "requests" | "reflection-calls";
  readonly needs: number;
  readonly has: number;
}

/** Why a run ended, with what a sentence needs. */
export type StopReason =
  | { readonly kind: "stopped-by-person" }
  | { readonly kind: "metric-calls-spent"; readonly used: number; readonly limit: number }
  | { readonly kind: "requests-spent"; readonly used: number; readonly limit: number }
  | {
      readonly kind: "reflection-calls-spent";
      readonly used: number;
      readonly limit: number;
      /** What was wrong with the newest answer, where none ever gave a text to try. */
      readonly last?: ReflectionOutcome;
      /** What further worked examples need, where such were tried until too little was left. */
      readonly showing?: TooLittle;
    }
  /** "Not enough left for another proposal (needs n, has m)." */
  | ({ readonly kind: "budget-too-small" } & TooLittle)
  | { readonly kind: "score-reached"; readonly score: number; readonly threshold: number }
  | { readonly kind: "no-improvement"; readonly iterations: number }
  | { readonly kind: "enough-candidates"; readonly candidates: number }
  | { readonly kind: "enough-iterations"; readonly iterations: number }
  /** Whole epochs of minibatches were right already. `left` is missing in journals from before it was counted. */
  | { readonly kind: "nothing-left-to-learn"; readonly idleIterations: number; readonly left?: RowsLeft }
  /** Whole epochs passed in which the Reflection model only wrote texts that were known. */
  | {
      readonly kind: "reflection-repeats";
      readonly idleIterations: number;
      readonly left: RowsLeft;
      readonly showing?: TooLittle;
    }
  /** Whole epochs passed in which no answer of the Reflection model could be used. */
  | {
      readonly kind: "reflection-unusable";
      readonly idleIterations: number;
      /** What was wrong with the newest answer. */
      readonly last: ReflectionOutcome;
      readonly left: RowsLeft;
      readonly showing?: TooLittle;
    }
  | {
      readonly kind: "outer-limit";
      readonly what: "time" | "tokens" | "money";
      readonly used: number;
      readonly limit: number;
      readonly unit: string;
    }
  /** The seed could not be scored on every Pareto row. */
  | {
      readonly kind: "seed-not-scored";
      readonly missing: number;
      readonly of: number;
      readonly reason: string;
    }
  /** Several iterations in a row ended because calls failed: the model or the connection is gone. */
  | { readonly kind: "calls-keep-failing"; readonly iterations: number }
  | { readonly kind: "failed"; readonly reason: string }
  /** The journal was made from a run of another program. */
  | { readonly kind: "imported"; readonly from: "gepa-result" | "gepa-viz" };
