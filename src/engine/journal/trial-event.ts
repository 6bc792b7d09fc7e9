import type { Candidate } from "../pool/candidate.ts";
import type { CallRange, EvaluatedRow, Paid } from "../vocabulary.ts";

/**
 * A step of another optimizer (`src/rivals`): rollouts that put no candidate into the pool, or calls of the
 * Reflection model, or both. GEPA itself never makes one; candidates of rivals enter by `candidate-added`.
 */
export interface TrialEvaluated extends Paid {
  readonly type: "trial-evaluated";
  /** Which step of the optimizer's own algorithm. */
  readonly step: "bootstrap" | "propose" | "minibatch" | "policy-step";
  /** Number of the trial (or round), from 1. */
  readonly trial: number;
  /** What was tried; null where the step is not about one candidate. */
  readonly texts: Candidate | null;
  /** What was chosen and why, in a sentence. */
  readonly note: string;
  readonly calls: CallRange;
  readonly rows: readonly EvaluatedRow[];
  readonly reflectionCalls: number;
}
