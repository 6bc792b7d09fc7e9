/** Why a run ended, with what a sentence needs. */
export type StopReason =
  | { readonly kind: "stopped-by-person" }
  | { readonly kind: "metric-calls-spent"; readonly used: number; readonly limit: number }
  | { readonly kind: "reflection-calls-spent"; readonly used: number; readonly limit: number }
  /** "Not enough left for another proposal (needs n, has m)." */
  | {
      readonly kind: "budget-too-small";
      readonly what: "metric-calls" | "reflection-calls";
      readonly needs: number;
      readonly has: number;
    }
  | { readonly kind: "score-reached"; readonly score: number; readonly threshold: number }
  | { readonly kind: "no-improvement"; readonly iterations: number }
  | { readonly kind: "enough-candidates"; readonly candidates: number }
  | { readonly kind: "enough-iterations"; readonly iterations: number }
  /** "Nothing left to learn": whole epochs passed without a child worth paying for. */
  | { readonly kind: "nothing-left-to-learn"; readonly idleIterations: number }
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
