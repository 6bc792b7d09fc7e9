import type { EngineSpec } from "../options/spec.ts";
import type { Candidate } from "../pool/candidate.ts";
import type { CallRange, EvaluatedRow, FailedRow, ObjectiveScores, Paid, ScoredRow } from "../vocabulary.ts";
import type { ParentEvaluation, TaskVerdict } from "./parent-evaluation.ts";
import type { ReflectionEvidence } from "./reflection-evidence.ts";
import type { CandidateRescored, FinalBegun, FinalEvaluated, VerificationBegun } from "./rescoring-events.ts";
import type { StopReason } from "./stop-reason.ts";

export type * from "./parent-evaluation.ts";
export type * from "./rescoring-events.ts";
export type { ReflectionAttempt, ReflectionEvidence, ReflectionOutcome } from "./reflection-evidence.ts";
export type { RowsLeft, StopReason, TooLittle } from "./stop-reason.ts";
import type { TrialEvaluated } from "./trial-event.ts";

/**
 * The journal: what was decided and the scores it rests on. Plain JSON; nothing measured (no clock, no latency,
 * no money). Parents are candidate indexes, rows are positions in a split, calls are callIndexes. Every event that
 * consumed randomness carries the total number of 32-bit words drawn so far.
 */
export type JournalEvent =
  | RunStarted
  | CandidateAdded
  | ParentsSelected
  | ParentsEvaluated
  | Reflected
  | ChildrenJudged
  | ValidationIncomplete
  | VerificationBegun
  | CandidateRescored
  | FinalBegun
  | FinalEvaluated
  | MergeSearched
  | MergeJudged
  | IterationFailed
  | RunStopped
  | RunReopened
  | TestEvaluated
  | BudgetRaised
  | CandidateEntered
  | FeedbackAdded
  | RowsAskedAgain
  | LeftOutEvaluated
  | TrialEvaluated;

/** First event of every journal. */
interface RunStarted {
  readonly type: "run-started";
  readonly spec: EngineSpec;
}

/** A candidate entered the pool, scored on the Pareto set. */
export interface CandidateAdded extends Paid {
  readonly type: "candidate-added";
  readonly index: number;
  readonly kind: CandidateKind;
  readonly iteration: number;
  readonly texts: Candidate;
  readonly hash: string;
  /** Empty for a seed, one for a mutation, two (ascending) for a merge. */
  readonly parents: readonly number[];
  /** Number of the proposal it came from; absent for seeds. */
  readonly proposal?: number;
  readonly calls: CallRange;
  readonly rows: readonly ScoredRow[];
  /** Of the first seed: rows no answer came for, which are left out for every candidate. */
  readonly leftOut?: readonly FailedRow[];
  /** The candidate whose scores stand in on the Pareto rows that were not asked. */
  readonly inherits?: number;
  /** Of a seed: the other Pareto rows are asked once they are needed. */
  readonly opening?: true;
  /** Only in imported runs, where the rows do not carry objective scores. */
  readonly objectiveMeans?: ObjectiveScores;
}

export type CandidateKind = "seed" | "mutation" | "merge" | "person";

/** What an iteration will work on. */
export interface ParentsSelected {
  readonly type: "parents-selected";
  readonly iteration: number;
  readonly tasks: readonly SampledTask[];
  /** Present when the sampler moved; with its order only when that was shuffled anew. */
  readonly sampler?: Omit<SamplerState, "order"> & Partial<Pick<SamplerState, "order">>;
  readonly wordsDrawn: number;
}

export interface SampledTask {
  readonly parent: number;
  readonly minibatch: readonly number[];
  /** Present when the texts are given (a person's, or a proposal tried again): no reflection. */
  readonly given?: GivenProposal;
}

export interface GivenProposal {
  readonly origin: "person" | "retry";
  readonly texts: Candidate;
  readonly proposal: number;
  readonly hypothesis?: string;
  readonly examples?: readonly number[];
  readonly tries: number;
}

/** State of the epoch-shuffled sampler. */
export interface SamplerState {
  readonly order: readonly number[];
  readonly epoch: number;
  readonly lastSize: number;
  readonly lastIteration: number;
  readonly callsInIteration: number;
}

/**
 * Parents on their minibatches, each distinct (texts, minibatch) once, and what each task does next. An evaluation
 * names the first parent it was made for; another task's parent may have the same texts.
 */
export interface ParentsEvaluated extends Paid {
  readonly type: "parents-evaluated";
  readonly iteration: number;
  readonly calls: CallRange;
  readonly evaluations: readonly ParentEvaluation[];
  readonly tasks: readonly TaskVerdict[];
}

/** What the reflector was asked and answered, and the proposals that came of it. */
export interface Reflected {
  readonly type: "reflected";
  readonly iteration: number;
  readonly calls: CallRange;
  readonly reflections: readonly ReflectionEvidence[];
  readonly proposals: readonly NewProposal[];
  readonly reflectionCalls: number;
  readonly wordsDrawn: number;
}

export interface NewProposal {
  /** Unique in the run, ascending. */
  readonly proposal: number;
  readonly task: number;
  /** Only the components that were rewritten. */
  readonly texts: Candidate;
  readonly hash: string;
  /** What was thought to be the cause, where one letter named several to be tried side by side. */
  readonly hypothesis?: string;
  /** No rewrite: positions of the feedback rows that now stand behind the text. */
  readonly examples?: readonly number[];
  /** Why it is not paid for; absent when it goes to the gate. */
  readonly dropped?: "no-usable-reflection" | "unchanged" | "already-seen";
}

/** Children on their minibatches, and the verdict on each. */
export interface ChildrenJudged extends Paid {
  readonly type: "children-judged";
  readonly iteration: number;
  readonly calls: CallRange;
  readonly judgements: readonly Judgement[];
}

export interface Judgement {
  readonly proposal: number;
  readonly rows: readonly EvaluatedRow[];
  /** Minibatch sums over the rows both sides answered. */
  readonly before: number;
  readonly after: number;
  readonly verdict: GateVerdict;
  /** Pareto positions a selected child is scored on; absent = all. */
  readonly validate?: readonly number[];
}

/** `undecided`: too few rows were answered; tried again later while tries are left, else given up. */
export type GateVerdict =
  | "selected"
  | "not-better"
  | "better-but-not-selected"
  | "duplicate-of-sibling"
  | "undecided"
  | "given-up";

/** A selected child could not be scored on all its Pareto rows, so it cannot enter the frontier. */
export interface ValidationIncomplete extends Paid {
  readonly type: "validation-incomplete";
  readonly iteration: number;
  readonly proposal: number;
  readonly calls: CallRange;
  readonly rows: readonly EvaluatedRow[];
  readonly givenUp: boolean;
  /** Every row was answered: the child is clearly worse than its parent there. */
  readonly worse?: true;
}

/** System-aware merge looked for a pair; `found` null: nothing to merge, the iteration goes on as reflective. */
export interface MergeSearched {
  readonly type: "merge-searched";
  readonly iteration: number;
  readonly found: FoundMerge | null;
  readonly wordsDrawn: number;
}

export interface FoundMerge {
  readonly proposal: number;
  readonly parents: readonly [number, number];
  readonly ancestor: number;
  /** Per component, the parent its text was taken from. */
  readonly description: readonly number[];
  readonly texts: Candidate;
  readonly hash: string;
  /** Pareto positions it is tried on. */
  readonly subsample: readonly number[];
}

export interface MergeJudged extends Paid {
  readonly type: "merge-judged";
  readonly iteration: number;
  readonly calls: CallRange;
  readonly proposal: number;
  readonly rows: readonly EvaluatedRow[];
  /** Sums of the two parents and of the child on the subsample. */
  readonly parentSums: readonly [number, number];
  readonly after: number;
  readonly verdict: "selected" | "not-better" | "given-up";
  readonly validate?: readonly number[];
}

/** Reference preset: an exception ended the iteration early. */
export interface IterationFailed {
  readonly type: "iteration-failed";
  readonly iteration: number;
  readonly stage: "merge" | "parents" | "children" | "pareto";
  readonly reason: string;
  readonly continues: boolean;
  readonly calls: CallRange;
  readonly wordsDrawn: number;
  /** Requests it had sent by then; left out where none are known. */
  readonly requests?: number;
}

/** Last event of a finished journal (a `test-evaluated` may follow; `run-reopened` goes on). */
export interface RunStopped {
  readonly type: "run-stopped";
  readonly reason: StopReason;
  /** callIndexes of the step that was under way; they stay reserved for it. */
  readonly pendingCalls: CallRange;
}

/** A person goes on with a stopped run. */
export interface RunReopened {
  readonly type: "run-reopened";
  /** Only to ask rows again that were left out; it then ends as it had ended before. */
  readonly forRows?: true;
}

/**
 * The sealed test set, opened after the search by the conductor: its callIndexes start at
 * `state.nextCallIndex`; they are not part of the budget.
 */
export interface TestEvaluated {
  readonly type: "test-evaluated";
  readonly candidate: number;
  readonly calls: CallRange;
  readonly rows: readonly EvaluatedRow[];
  /** Requests it took; left out: one for each call. */
  readonly requests?: number;
  /** A person sent it there; left out for seed and winner. */
  readonly asked?: true;
}

/** New totals, not additions; null lifts the limit; absent leaves it. */
export interface BudgetRaised {
  readonly type: "budget-raised";
  readonly metricCalls?: number | null;
  readonly requests?: number | null;
  readonly reflectionCalls?: number | null;
}

export interface CandidateEntered {
  readonly type: "candidate-entered";
  readonly proposal: number;
  readonly parent: number;
  readonly texts: Candidate;
}

export interface FeedbackAdded {
  readonly type: "feedback-added";
  readonly example: number;
  readonly text: string;
}

/** A person wants the rows that were left out asked again. */
export interface RowsAskedAgain {
  readonly type: "rows-asked-again";
}

/** Candidates asked again on the Pareto rows they had no answer for. */
export interface LeftOutEvaluated extends Paid {
  readonly type: "left-out-evaluated";
  readonly calls: CallRange;
  readonly evaluations: readonly { readonly candidate: number; readonly rows: readonly EvaluatedRow[] }[];
}
