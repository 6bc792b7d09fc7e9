import { emptyList, emptyMap } from "../../shared/append-only.ts";
import type { AppendList, AppendMap } from "../../shared/append-only.ts";
import { emptyPages, pagedItem } from "../../shared/paged-list.ts";
import type { PagedList } from "../../shared/paged-list.ts";
import type {
  CandidateKind,
  GivenProposal,
  JournalEvent,
  SamplerState,
  StopReason,
} from "../journal/events.ts";
import { wholeSpec } from "../options/presets.ts";
import type { Budget, EngineSpec } from "../options/spec.ts";
import type { Candidate } from "../pool/candidate.ts";
import type { Frontier } from "../pool/frontier.ts";
import { emptyFrontier } from "../pool/frontier.ts";
import type { CallRange, EvaluatedRow, FailedRow, ObjectiveScores, ScoredRow } from "../vocabulary.ts";
import { noRollouts } from "./known-rollouts.ts";
import type { KnownRollouts } from "./known-rollouts.ts";
import type { Phase } from "./phase.ts";
import type { ProposalEntry } from "./proposal.ts";
import { nobody } from "./standing.ts";
import type { FinalResult, Noise, Standing } from "./standing.ts";

export type * from "./phase.ts";
export type * from "./proposal.ts";
export type * from "./standing.ts";

/**
 * Everything a run is, as the fold of its journal: `events.reduce(applyEvent, initialState(spec))`. States share
 * what did not change, so keeping many of them (a time slider) is cheap, and none is ever altered. Plain
 * data: survives `structuredClone` (a stored snapshot), not JSON (it holds Maps).
 */
export interface RunState {
  readonly spec: EngineSpec;
  readonly status: "new" | "searching" | "stopped";
  readonly stopReason: StopReason | null;
  /** Reference preset: the exception that ends the run. */
  readonly failure: string | null;
  /** Where in an iteration the run stands; what `optimize` does next depends on nothing else. */
  readonly phase: Phase;
  /** Iterations begun; the first is 1. */
  readonly iteration: number;
  readonly candidates: readonly CandidateEntry[];
  /** Same indexes as `candidates`: the part of a candidate that changes. Read with `progressOf` / `allProgress`. */
  readonly progress: PagedList<CandidateProgress>;
  readonly frontier: Frontier;
  /** Proposals in the order they were settled, kept or not. Read with `toArray` / `allProposals`. */
  readonly proposals: AppendList<ProposalEntry>;
  readonly nextProposal: number;
  /** Limits as raised by the person; starts as spec.budget. */
  readonly budget: Budget;
  readonly spent: Spent;
  readonly random: { readonly seed: number; readonly wordsDrawn: number };
  readonly sampler: SamplerState | null;
  readonly merge: MergeBookkeeping;
  /** Next free place for a call. */
  readonly nextCallIndex: number;
  /** Reserved by a step that was stopped under way; that step uses them when the run is reopened. */
  readonly pendingCalls: CallRange | null;
  /** Proposals waiting for another try, and texts a person entered. */
  readonly waiting: readonly WaitingProposal[];
  /** Hash -> number of the proposal (or -1 for a seed) that first had these texts. */
  readonly seen: AppendMap<number>;
  /** What was paid for, by texts and row; filled only when the spec has cache or reuse. */
  readonly known: KnownRollouts;
  /** Highest Pareto mean among the candidates that were asked every row, and the seed; index -1 while there is none. */
  readonly best: Standing;
  /** Newest candidate with the highest Pareto mean, inherited scores included: where the search goes on. */
  readonly leader: Standing;
  /** How much answers to the same question differ. */
  readonly noise: Noise;
  /** The final that was held over the candidates there are; null before it, and once another candidate joined. */
  readonly final: FinalResult | null;
  /** Best mean when the last iteration ended, and how many ended since it rose. */
  readonly improvement: { readonly bestMean: number; readonly iterationsSince: number };
  readonly idle: IdleCount;
  /** Pareto rows no answer came for: left out for every candidate. */
  readonly leftOut: readonly FailedRow[];
  /** Feedback rows no answer came for, by position, with how often in a row. */
  readonly unanswered: Readonly<Record<number, Unanswered>>;
  /** A person wants the Pareto rows without an answer asked again. */
  readonly asksAgain: boolean;
  /** Candidates whose sealed test rows without an answer are to be asked again. */
  readonly retests: readonly number[];
  /** Reopened only to ask rows again: how it ends after that. */
  readonly endsAs: StopReason | null;
  readonly feedback: readonly { readonly example: number; readonly text: string }[];
  readonly test: readonly TestResult[];
  /** Number of events folded. */
  readonly events: number;
}

/** A member of the pool; changes only where a row it inherited is asked, or a row is asked again. */
export interface CandidateEntry {
  readonly index: number;
  readonly kind: CandidateKind;
  readonly texts: Candidate;
  readonly hash: string;
  readonly parents: readonly number[];
  readonly proposal: number | null;
  readonly iteration: number;
  /** Scores on the Pareto set, in the order they were evaluated (ascending position under the full policy). */
  readonly scores: readonly ScoredRow[];
  readonly mean: number;
  readonly objectiveMeans: ObjectiveScores;
  /** Whose scores stand in for rows it was not asked; null: all its rows are its own. */
  readonly inherits: number | null;
  /** Rows among `scores` that are still inherited. */
  readonly inheritedRows: number;
  /** Pareto rows that nobody in its line was asked yet; they have no place in `scores`. */
  readonly openRows: number;
  /** Metric calls spent before its Pareto evaluation (the reference's discovery count). */
  readonly discoveredAfter: number;
  /** Requests spent before that evaluation. */
  readonly triedAfter: number;
  /** Requests spent when it joined. */
  readonly scoredAfter: number;
  /** Requests spent when the last of its rows was asked; null while there are rows it was not asked. */
  readonly provenAfter: number | null;
}

export interface CandidateProgress {
  /** Round-robin pointer: index of the component to rewrite next. */
  readonly nextComponent: number;
  /** Times it was chosen as a parent. */
  readonly chosen: number;
  /** Verifications of it that left rows unanswered. */
  readonly failedVerifications: number;
  /** Its latest rejected proposals, oldest first; only as many as the reflector is shown. */
  readonly rejected: readonly ProposalEntry[];
}

interface Spent {
  /** Rollouts paid for by the search. */
  readonly metricCalls: number;
  /** Requests those rollouts sent; where nobody counted them, as many as metric calls. */
  readonly requests: number;
  readonly reflectionCalls: number;
  /** Rows read from earlier rollouts of the parent, and from the cache: not metric calls. */
  readonly reused: number;
  readonly cached: number;
  /** Calls that failed; not metric calls in the studio preset. */
  readonly failed: number;
  readonly testCalls: number;
  readonly testRequests: number;
  /** Reflections asked again because the reply could not be used. */
  readonly reflectionRetries: number;
  readonly fullEvaluations: number;
  /** Requests spent on rows that leaders had inherited, and on measuring the noise. */
  readonly verification: number;
}

interface MergeBookkeeping {
  /** Merges earned by accepted mutations and not used. */
  readonly due: number;
  readonly accepted: number;
  readonly invocations: number;
  /** Iteration that last added a mutation; a merge is tried only right after it. */
  readonly lastMutationIteration: number;
  /** What was merged before: `i,j,ancestor`, and `i,j:description` of the children built. */
  readonly history: AppendMap<true>;
}

interface IdleCount {
  /** Idle iterations in a row. */
  readonly iterations: number;
  /** Idle iterations in a row in which no rewrite was asked for. */
  readonly withoutLetter: number;
  /** Iterations in a row whose rewrites gave no text to try; those that asked for none are passed over. */
  readonly withoutText: number;
  /** Iterations in a row that ended because calls failed. */
  readonly failing: number;
  /** About the iteration under way: a rewrite was asked for; a child was evaluated; its calls failed. */
  readonly rewriteAsked: boolean;
  readonly childTried: boolean;
  readonly callsFailed: boolean;
}

interface Unanswered {
  readonly times: number;
  readonly callIndex: number;
  readonly failed: string;
}

export interface WaitingProposal extends GivenProposal {
  readonly parent: number;
  /** The rows to use again; null takes a new minibatch. */
  readonly minibatch: readonly number[] | null;
  readonly notBefore: number;
}

export interface TestResult {
  readonly candidate: number;
  readonly rows: readonly EvaluatedRow[];
  readonly mean: number;
  /** A person sent it there: no reason to take it for the winner. */
  readonly asked?: true;
}

export const notIdle: IdleCount = {
  iterations: 0,
  withoutLetter: 0,
  withoutText: 0,
  failing: 0,
  rewriteAsked: false,
  childTried: false,
  callsFailed: false,
};

export function initialState(given: EngineSpec): RunState {
  const spec = wholeSpec(given);
  return {
    spec,
    status: "new",
    stopReason: null,
    failure: null,
    phase: { at: "seeding" },
    iteration: 0,
    candidates: [],
    progress: emptyPages(),
    frontier: emptyFrontier,
    proposals: emptyList(),
    nextProposal: 0,
    budget: spec.budget,
    spent: {
      metricCalls: 0,
      requests: 0,
      reflectionCalls: 0,
      reused: 0,
      cached: 0,
      failed: 0,
      testCalls: 0,
      testRequests: 0,
      reflectionRetries: 0,
      fullEvaluations: 0,
      verification: 0,
    },
    random: { seed: spec.seed, wordsDrawn: 0 },
    sampler: null,
    merge: { due: 0, accepted: 0, invocations: 0, lastMutationIteration: -1, history: emptyMap() },
    nextCallIndex: 0,
    pendingCalls: null,
    waiting: [],
    seen: emptyMap(),
    known: noRollouts(),
    best: nobody,
    leader: nobody,
    noise: { pairs: 0, squares: 0 },
    final: null,
    improvement: { bestMean: Number.NEGATIVE_INFINITY, iterationsSince: 0 },
    idle: notIdle,
    leftOut: [],
    unanswered: {},
    asksAgain: false,
    retests: [],
    endsAs: null,
    feedback: [],
    test: [],
    events: 0,
  };
}

/** How far the search has got with a candidate of the pool. */
export function progressOf({ progress }: Pick<RunState, "progress">, candidate: number): CandidateProgress {
  const found = pagedItem(progress, candidate);
  if (found === undefined) throw new Error(`there is no candidate ${candidate}`);
  return found;
}

/** A journal opens with its spec. */
export function specOf(events: readonly JournalEvent[]): EngineSpec | null {
  const first = events[0];
  return first?.type === "run-started" ? first.spec : null;
}
