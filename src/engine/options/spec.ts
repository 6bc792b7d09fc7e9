import type { Candidate } from "../pool/candidate.ts";

/** Everything the search is told, as plain data. Make one with `studioSpec` or `referenceSpec`. */
export interface EngineSpec {
  /** `reference` makes the decisions of gepa 0.1.4; `studio` is the same algorithm with the lessons of the field. */
  readonly preset: "reference" | "studio";
  readonly seed: number;
  /** At least one; all with the same components in the same order. Candidate 0 is the first (gepa#134). */
  readonly seedCandidates: readonly Candidate[];
  readonly splits: SplitSizes;
  readonly parentSelector: ParentSelector;
  readonly frontier: FrontierKind;
  readonly componentSelector: "round-robin" | "all" | "custom";
  readonly minibatch: MinibatchOptions;
  readonly sampling: SamplingStrategy;
  readonly acceptance: AcceptanceCriterion;
  readonly selection: SelectionStrategy;
  /** Skip reflection when every row of the minibatch reached this score; null never skips. */
  readonly perfectScore: number | null;
  readonly merge: MergeOptions | null;
  readonly validation: ValidationPolicy;
  /**
   * Keep scores by (candidate text, split, example) and read them in Pareto evaluations and merges. The split is
   * part of the key: upstream once scored held-out rows from training rollouts (gepa#424).
   */
  readonly cache: boolean;
  /**
   * Read a parent's stored rollout on the same row instead of paying for it again (gepa#357: it was scored before).
   * Only when the adapter declares deterministic sampling; otherwise the gate would compare with stale luck.
   */
  readonly reuseParentRollouts: boolean;
  readonly budget: Budget;
  readonly stop: StopConditions;
  readonly guards: Guards;
  readonly reflector: ReflectorOptions;
  readonly winner: WinnerRule;
  /**
   * Stop after this many epochs of idle iterations; null never does (reference). Idle is an iteration in which no
   * child was worth trying: perfect minibatches, unusable or repeated proposals. An epoch counts once for every
   * surviving candidate, so that each has met every row (gepa#46; dsts loops for ever on perfect data, peers.md 1.4).
   */
  readonly idleEpochs: number | null;
  readonly failures: FailurePolicy;
  /** Iteration order of candidate sets: ascending, or CPython's hash order (the goldens need it; nobody else). */
  readonly setOrder: "ascending" | "cpython";
}

/** How many examples each split has. */
export interface SplitSizes {
  readonly feedback: number;
  readonly pareto: number;
  readonly test: number;
  /** The Pareto split is the feedback split (same rows, same order): the cache may then serve both. */
  readonly paretoIsFeedback: boolean;
}

export type ParentSelector =
  | { readonly kind: "pareto" }
  | { readonly kind: "current-best" }
  | { readonly kind: "epsilon-greedy"; readonly epsilon: number }
  | { readonly kind: "top-k-pareto"; readonly k: number };

export type FrontierKind = "instance" | "objective" | "hybrid" | "cartesian";

export interface MinibatchOptions {
  /**
   * Examples per minibatch. `from-failure-rate` takes, once the seed is scored, enough for about 7 in 10
   * minibatches to hold a failing row (3 to 8): with 15% failures, 3 rows show one in only 4 of 10
   * (agent-self-evolution#65).
   */
  readonly size: number | "from-failure-rate";
  /**
   * Studio: when the epoch's next minibatch holds no row the parent is known to fail, its last row is swapped
   * for a known failing one, so that the reflector has something to read (agent-self-evolution#65: 40 of 40
   * proposals rejected because two minibatches in three were all perfect).
   */
  readonly failureAware: boolean;
}

/** Proposals per iteration. */
export type SamplingStrategy =
  | { readonly kind: "single" }
  | { readonly kind: "same-parent"; readonly n: number }
  | { readonly kind: "independent"; readonly n: number }
  | { readonly kind: "p-by-n"; readonly p: number; readonly n: number };

export type AcceptanceCriterion =
  | { readonly kind: "strict" }
  | { readonly kind: "improvement-or-equal" }
  /** Accept when the child's minibatch sum is above the parent's minus `tolerance` (a noisy judge; opik#5570). */
  | { readonly kind: "tolerance"; readonly tolerance: number };

export type SelectionStrategy =
  | { readonly kind: "all" }
  | { readonly kind: "best" }
  | { readonly kind: "top-k"; readonly k: number };

export interface MergeOptions {
  readonly maxInvocations: number;
  /**
   * What `maxInvocations` counts: the reference only accepted merges, the studio, as the paper, every attempt
   * (merging helps only when rationed: mechanism reproduction, peers.md 1.6).
   */
  readonly cap: "accepted" | "invocations";
  readonly overlapFloor: number;
  readonly subsampleSize: number;
  /** Ancestors that all average 0: the reference dies of a ValueError (a seed at 0 is enough), the studio draws evenly. */
  readonly zeroWeights: "raise" | "uniform";
}

/** Which Pareto rows a new candidate is scored on; seeds are always scored on all of them. */
export type ValidationPolicy =
  | { readonly kind: "full" }
  /** The same `size` evenly spaced rows for every candidate. */
  | { readonly kind: "partial"; readonly size: number }
  /** A window of `size` rows that moves on with each new candidate. */
  | { readonly kind: "rotating"; readonly size: number }
  /** All rows but one fold of `folds`, another fold left out for each candidate (gepa#133). */
  | { readonly kind: "k-fold"; readonly folds: number };

export interface Budget {
  /** Rollouts of the search (test-set rollouts are not part of it); null = no such limit. */
  readonly metricCalls: number | null;
  readonly reflectionCalls: number | null;
  /**
   * `reserve`: a proposal starts only if all it may need fits, so totals are never exceeded and the end says what was
   * missing (gepa#375, experiential#88). `overshoot`: checked between iterations only (the reference).
   */
  readonly policy: "reserve" | "overshoot";
}

export interface StopConditions {
  /** Best Pareto mean reached. */
  readonly score: number | null;
  /** Iterations without a better best mean. */
  readonly noImprovement: number | null;
  /** Candidates in the pool. */
  readonly candidates: number | null;
  readonly iterations: number | null;
}

export interface Guards {
  /**
   * Literals each component must keep (placeholders such as `{question}`, legal text); "*" is for every component
   * (dspy#9492; AxGEPA's component constraints).
   */
  readonly mustKeep: Readonly<Record<string, readonly string[]>>;
  /** Most tokens (estimated, see `estimateTokens`) a component may have; "*" is the default (gepa#272, #283). */
  readonly tokenCap: Readonly<Record<string, number>>;
  /**
   * Reject a text that newly contains `ngram` consecutive words of a minibatch row: training phrases leaked into
   * prompts (gepa#261). Words of the feedback may be used. Null = off.
   */
  readonly copyGuard: { readonly ngram: number } | null;
  /**
   * Drop a child equal to its parent, or to any text proposed before, before it is paid for: the reference
   * evaluates both, and lets copies of older candidates into the pool (reference 15.1).
   */
  readonly dropUnchanged: boolean;
  readonly dropSeen: boolean;
}

export interface ReflectorOptions {
  readonly objective: string | null;
  readonly background: string | null;
  /** Own meta-prompts by component, "*" for all; each needs `<curr_param>` and `<side_info>`. */
  readonly templates: Readonly<Record<string, string>>;
  /** Rows are trimmed fairly until the prompt fits this many (estimated) tokens (dspy#9059 sent 568K); null = never. */
  readonly promptTokens: number | null;
  /** Reflection calls per component, retries included. */
  readonly maxAttempts: number;
  /**
   * `strict` wants a complete fenced block from a finished reply, thinking cut away. `lenient` adopts a reply without
   * a fence whole, as the reference does (gepa#390: 13 of 23 candidates, and the winner, were cut-off monologues).
   */
  readonly extraction: "strict" | "lenient";
  /** `sequential` is the reference's replacement, which can inject into the current text. */
  readonly substitution: "one-pass" | "sequential";
  /** Earlier rejected proposals of the same parent shown to the reflector (gepa#379); 0 = none. */
  readonly rejectedMemory: number;
  /** ComBEE (arXiv 2604.04247): reflect in groups, then aggregate. */
  readonly combee: boolean;
}

export type WinnerRule =
  /** Highest mean; ties to higher coverage, then to the lower index (the reference). */
  | { readonly kind: "highest-mean" }
  /**
   * Among candidates within so many Pareto rows (rows / n) of the best mean: fewest tokens, then lowest index. With
   * 20 to 60 rows the highest mean is inside the noise (agent-self-evolution, peers.md 1.6).
   */
  | { readonly kind: "noise-band"; readonly rows: number };

export type FailurePolicy =
  /**
   * A failed call leaves its row out; with less than half the minibatch left the proposal is tried again later, at most
   * `maxRetries` times (gepa#456: transient failures became cached zeros).
   */
  | { readonly kind: "leave-out"; readonly maxRetries: number }
  /** The reference: one failed call fails the whole iteration. */
  | { readonly kind: "raise" }
  | { readonly kind: "continue" };
