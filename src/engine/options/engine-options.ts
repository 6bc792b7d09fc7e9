import {
  anyNumber,
  byComponent,
  choice,
  listOf,
  oneOf,
  orNone,
  orWord,
  parts,
  text,
  wholeNumber,
  yesOrNo,
} from "./kinds.ts";
import { group, groupOrNone, option } from "./option.ts";
import { template } from "./template-kind.ts";

/** Merging, where it is on. */
export const mergeOptions = {
  /** `five-each`: five for every component; with thirty, five in all leave most of what was found apart. */
  maxInvocations: option(orWord("five-each", wholeNumber(0)), "five-each", 5),
  /**
   * What `maxInvocations` counts: the reference only accepted merges, the studio, as the paper, every attempt
   * (merging helps only when rationed: mechanism reproduction).
   */
  cap: option(choice("accepted", "invocations"), "invocations", "accepted"),
  overlapFloor: option(wholeNumber(1), 5),
  subsampleSize: option(wholeNumber(1), 5),
  /** Ancestors that all average 0: the reference dies of a ValueError (a seed at 0 is enough), the studio draws evenly. */
  zeroWeights: option(choice("raise", "uniform"), "uniform", "raise"),
};

/**
 * Everything the search can be told beyond its seeds and splits: what each option may be, what the studio makes of
 * it, and, where that differs, what gepa 0.1.4 does. The type of a spec, both presets, and its validation are
 * made from this table; so is what a spec means that was written before an option existed (the reference's value).
 * Its order is the order of a stored spec.
 */
export const engineOptions = {
  seed: option(wholeNumber(), 0),
  parentSelector: option(
    oneOf({
      pareto: {},
      "current-best": {},
      "epsilon-greedy": { epsilon: anyNumber(0, 1) },
      "top-k-pareto": { k: wholeNumber(1) },
      /**
       * The newest of the best this often, else the Pareto draw. The draw alone leaves the best without a ticket in a
       * third of the iterations (gepa#432); the best alone never leaves a way that ends below the top.
       */
      "newest-best": { share: anyNumber(0, 1) },
    }),
    { kind: "newest-best", share: 0.5 },
    { kind: "pareto" },
  ),
  frontier: option(choice("instance", "objective", "hybrid", "cartesian"), "instance"),
  /** `failing`: in turn, passing over components that have no record on a failing row: nothing could be read there. */
  componentSelector: option(choice("round-robin", "failing", "all", "custom"), "failing", "round-robin"),
  minibatch: group({
    /**
     * Examples per minibatch. `from-failure-rate` takes, once the seed is scored, enough for about 7 in 10
     * minibatches to hold a failing row (3 to 8): with 15% failures, 3 rows show one in only 4 of 10
     * (agent-self-evolution#65).
     */
    size: option(orWord("from-failure-rate", wholeNumber(1)), "from-failure-rate", 3),
    /**
     * Rows of the epoch's next minibatch that the parent is known to get right, all but the first, are swapped for
     * known failing ones, so that the reflector has something to read (agent-self-evolution#65: 40 of 40 proposals
     * rejected because two minibatches in three were all perfect).
     */
    failureAware: option(yesOrNo, true, false),
  }),
  /** Proposals per iteration. */
  sampling: option(
    oneOf({
      single: {},
      "same-parent": { n: wholeNumber(1) },
      independent: { n: wholeNumber(1) },
      "p-by-n": { p: wholeNumber(1), n: wholeNumber(1) },
    }),
    { kind: "single" },
  ),
  acceptance: option(
    oneOf({
      strict: {},
      /** Where the sums are equal, the sums of all objectives decide: few rows tie often, and a surer right label is progress. */
      "parts-break-ties": {},
      "improvement-or-equal": {},
      /** Accept when the child's minibatch sum is above the parent's minus `tolerance` (a noisy judge; opik#5570). */
      tolerance: { tolerance: anyNumber(0) },
    }),
    { kind: "parts-break-ties" },
    { kind: "strict" },
  ),
  selection: option(oneOf({ all: {}, best: {}, "top-k": { k: wholeNumber(1) } }), { kind: "all" }),
  /** Skip reflection when every row of the minibatch reached this score; null never skips. */
  perfectScore: option(orNone(anyNumber()), 1),
  merge: groupOrNone(mergeOptions),
  /** Which Pareto rows a new candidate is scored on; seeds are always scored on all of them. */
  validation: option(
    oneOf({
      full: {},
      /**
       * A child is scored on at most `rows` rows, at most half of them rows its parent fails; compared with its parent there and dropped
       * when clearly worse; on the others it keeps its parent's scores, marked as inherited, until it leads. More rows
       * where answers to the same question are seen to differ. (Scoring every child on every row took 60 to 90 % of
       * all calls, `bench/SEARCH.md`.)
       */
      inherit: { rows: wholeNumber(1) },
      /** All rows but one fold of `folds`, another fold left out for each candidate (gepa#133). */
      "k-fold": { folds: wholeNumber(2) },
    }),
    { kind: "inherit", rows: 10 },
    { kind: "full" },
  ),
  /**
   * Pareto rows a single seed is asked first. `few`, where children inherit: as many as one of them, and more until it is
   * wrong on half as many; the others in the final.
   */
  seedRows: option(choice("all", "few"), "few", "all"),
  /**
   * Keep scores by (candidate text, split, example) and read them in Pareto evaluations and merges. The split is
   * part of the key: upstream once scored held-out rows from training rollouts (gepa#424).
   */
  cache: option(yesOrNo, true, false),
  /**
   * Read a parent's stored rollout on the same row instead of paying for it again (gepa#357: it was scored before).
   * Only when the adapter declares deterministic sampling; otherwise the gate would compare with stale luck.
   */
  reuseParentRollouts: option(yesOrNo, false),
  budget: group({
    /** Rollouts of the search (test-set rollouts are not part of it); null = no such limit. */
    metricCalls: option(orNone(wholeNumber(1)), null),
    /**
     * Requests those rollouts may send: every prompt of a program, every repeat, every judge. A rollout starts only where
     * the most it may send fits. Null = no such limit.
     */
    requests: option(orNone(wholeNumber(1)), null),
    /** The most requests one rollout may send. Null: nobody counted them (runs from before they were), as if one. */
    requestsPerRollout: option(orNone(wholeNumber(1)), null),
    reflectionCalls: option(orNone(wholeNumber(0)), null),
    /**
     * `reserve`: a proposal starts only if all it may need fits, so totals are never exceeded and the end says what was
     * missing (gepa#375, experiential#88). `overshoot`: checked between iterations only (the reference).
     */
    policy: option(choice("reserve", "overshoot"), "reserve", "overshoot"),
  }),
  stop: group({
    /** Best Pareto mean reached. */
    score: option(orNone(anyNumber()), null),
    /** Iterations without a better best mean. */
    noImprovement: option(orNone(wholeNumber(1)), null),
    /** Candidates in the pool. */
    candidates: option(orNone(wholeNumber(1)), null),
    iterations: option(orNone(wholeNumber(1)), null),
  }),
  guards: group({
    /**
     * Literals each component must keep (placeholders such as `{question}`, legal text); "*" is for every component
     * (dspy#9492; AxGEPA's component constraints).
     */
    mustKeep: option(byComponent(listOf(text)), {}),
    /** Most tokens (estimated, see `estimateTokens`) a component may have; "*" is the default (gepa#272, #283). */
    tokenCap: option(byComponent(wholeNumber(1)), {}),
    /**
     * Reject a text that newly contains `ngram` consecutive words of a minibatch row: training phrases leaked into
     * prompts (gepa#261). Words of the feedback may be used. Null = off.
     */
    copyGuard: option(orNone(parts({ ngram: wholeNumber(2) })), { ngram: 8 }, null),
    /**
     * Drop a child equal to its parent, or to any text proposed before, before it is paid for: the reference
     * evaluates both, and lets copies of older candidates into the pool.
     */
    dropUnchanged: option(yesOrNo, true, false),
    dropSeen: option(yesOrNo, true, false),
  }),
  reflector: group({
    objective: option(orNone(text), null),
    background: option(orNone(text), null),
    /** Own meta-prompts by component, "*" for all; each needs `<curr_param>` and `<side_info>`. */
    templates: option(byComponent(template), {}),
    /** Rows are trimmed fairly until the prompt fits this many (estimated) tokens (dspy#9059 sent 568K); null = never. */
    promptTokens: option(orNone(wholeNumber(1)), 24_000, null),
    /** Reflection calls per component, retries included, where there are no `letters`. */
    maxAttempts: option(wholeNumber(1), 2),
    /**
     * `strict` wants a complete fenced block from a finished reply, thinking cut away. `lenient` adopts a reply without
     * a fence whole, as the reference does (gepa#390: 13 of 23 candidates, and the winner, were cut-off monologues).
     * `tolerant` takes off whatever a small model wraps an instruction in, and refuses the rest as `strict` does.
     */
    extraction: option(choice("strict", "lenient", "tolerant"), "strict", "lenient"),
    /**
     * Forms of asking, tried in this order until an answer can be used and is new. Models of one or two billion
     * parameters return the full letter's old instruction word for word. None: the full letter only, as in the
     * reference, asked again with a remark.
     */
    letters: option(listOf(choice("full", "short", "causes", "edits", "answers")), []),
    /**
     * Hypotheses about the cause that one letter asks for, each with its edits; all are tried on the same minibatch and
     * the best is kept (arXiv 2603.18388). 1: none are asked for. They come before `letters`, and where they cannot
     * be read those follow.
     */
    hypotheses: option(wholeNumber(1), 1),
    /** All the Student may answer by component, "*" for all, where that is a short list: told before a text is written. */
    answers: option(byComponent(listOf(text)), {}),
    /** `sequential` is the reference's replacement, which can inject into the current text. */
    substitution: option(choice("one-pass", "sequential"), "one-pass", "sequential"),
    /**
     * Most feedback rows that a proposal of its own shows with their right answers behind the text, where rewrites were
     * not better; 0 = none. Only where the world has such rows, and for candidates of one component.
     */
    workedExamples: option(wholeNumber(0), 0),
    /** Earlier rejected proposals of the same parent shown to the reflector (gepa#379); 0 = none. */
    rejectedMemory: option(wholeNumber(0), 3, 0),
    /** ComBEE (arXiv 2604.04247): reflect in groups, then aggregate. */
    combee: option(yesOrNo, false),
  }),
  winner: option(
    oneOf({
      /** Highest mean; ties to higher coverage, then to the lower index (the reference). */
      "highest-mean": {},
      /** Highest mean of what was really asked; ties to the newest, of one iteration to the one with fewer tokens. */
      "newest-best": {},
      /**
       * Among candidates within so many Pareto rows (rows / n) of the best mean: fewest tokens, then lowest index. With
       * 20 to 60 rows the highest mean is inside the noise (agent-self-evolution).
       */
      "noise-band": { rows: anyNumber(0) },
    }),
    { kind: "newest-best" },
    { kind: "highest-mean" },
  ),
  /**
   * The end of a search: so many of the leading candidates are asked every Pareto row they only inherited (every row
   * anew, where answers differ from one asking to the next), and they and the seed are asked feedback rows that nobody
   * in their lines ever saw. Among them the winner is chosen. Where chance alone would give its lead over the seed more
   * often than `level`, the seed stays. Null: the winner is taken as it stands.
   */
  final: option(
    orNone(parts({ candidates: wholeNumber(1), level: anyNumber(0, 1) })),
    { candidates: 3, level: 0.05 },
    null,
  ),
  /**
   * Stop after this many epochs of idle iterations; null never does (reference). Idle is an iteration in which no
   * child was worth trying: perfect minibatches, unusable or repeated proposals. An epoch counts once for every
   * surviving candidate, so that each has met every row (gepa#46; dsts loops for ever on perfect data).
   */
  idleEpochs: option(orNone(wholeNumber(1)), 1, null),
  failures: option(
    oneOf({
      /**
       * A failed call leaves its row out; with less than half the minibatch left the proposal is tried again later, at most
       * `maxRetries` times (gepa#456: transient failures became cached zeros).
       */
      "leave-out": { maxRetries: wholeNumber(0) },
      /** The reference: one failed call fails the whole iteration. */
      raise: {},
      continue: {},
    }),
    { kind: "leave-out", maxRetries: 2 },
    { kind: "raise" },
  ),
  /** Iteration order of candidate sets: ascending, or CPython's hash order (the goldens need it; nobody else). */
  setOrder: option(choice("ascending", "cpython"), "ascending", "cpython"),
};
