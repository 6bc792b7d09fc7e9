import type { EngineHooks } from "./hooks.ts";
import type { Candidate } from "./pool/candidate.ts";
import type {
  ObjectiveScores,
  ReflectionRecordRow,
  ReflectionSampling,
  ReflectiveRecord,
  Split,
} from "./vocabulary.ts";

/**
 * What the engine asks of the world.
 *
 * THE LAW OF CALLS. Every rollout and every reflection has a `callIndex`, its place in the run, given by the
 * engine before the call and independent of how many calls run at once. `evaluate` and `reflect` are idempotent
 * by callIndex: a call that was answered once is answered the same way again, from storage, without running a
 * model. That is how a run resumes in the middle of a step (the engine re-issues the step's calls under the same
 * indexes) and how it reads again what it has already paid for. Indexes may have gaps (attempts that were
 * not needed); they never repeat for a different question.
 */
export interface EnginePorts {
  /** Runs the calls, as parallel as it likes; outcomes in any order, exactly one per call. */
  evaluate(calls: readonly EvaluationCall[]): Promise<readonly EvaluationOutcome[]>;
  /** Asks the Reflection model once. The engine may have several of these under way at a time. */
  reflect(request: ReflectionRequest): Promise<ReflectionAnswer>;
  /** Set by a person's stop. Checked before every call the engine makes and before it uses an answer. */
  readonly stop: StopSignal;
  /**
   * Limits the engine cannot see (tokens, money, minutes). Asked before every step; a limit ends the run
   * with `run-stopped`, which can be reopened.
   */
  outerLimit?(): OuterLimit | null;
  /**
   * Requests that have left by now, those that brought nothing included (repeats after failures, calls lost at a kill):
   * the budget is held against them. Left out: those the journal counts.
   */
  requestsSent?(): RequestsSent;
  /** A feedback row, by position, as a prompt can show it; null where it does not say what is to be answered. */
  readonly workedExample?: ((example: number) => WorkedExample | null) | undefined;
  /** What a person asked for since the last time; asked between iterations. Each becomes a journal event. */
  steering?(): readonly SteeringRequest[];
  /** Own ingredients. Their decisions are journalled, so a resumed run does not ask them again. */
  readonly hooks?: EngineHooks;
  /** Sees every draw from the generator; for the golden replay and for teaching. */
  onDraw?(draw: RandomDraw): void;
}

export interface WorkedExample {
  /** The row and its right answer, as they stand in a prompt. */
  readonly text: string;
  readonly answer: string;
}

export interface RequestsSent {
  /** Of the search's rollouts: programs, their repeats and their judges. */
  readonly rollouts: number;
  readonly reflections: number;
}

/** Satisfied by an `AbortSignal`. */
interface StopSignal {
  readonly aborted: boolean;
}

export type EvaluationPurpose =
  | "seed"
  | "parent"
  | "child"
  | "merge"
  | "pareto"
  | "verify"
  | "final"
  | "test";

/** One rollout asked for: a candidate on one example. */
export interface EvaluationCall {
  readonly callIndex: number;
  readonly purpose: EvaluationPurpose;
  readonly candidate: Candidate;
  readonly candidateHash: string;
  readonly split: Split;
  /** POSITION in its split, 0-based; the run spec maps positions to stable example ids. */
  readonly example: number;
  /** The outcome must carry `records` for every component. */
  readonly captureTrace: boolean;
  /**
   * True when this callIndex was answered earlier in the run and only its records are wanted again:
   * it is not a metric call, and the answer must come from storage.
   */
  readonly stored: boolean;
}

export type EvaluationOutcome =
  | {
      readonly kind: "scored";
      readonly callIndex: number;
      /** Higher is better; finite. A wrong, unparsable or empty output is a score of 0, not a failure. */
      readonly score: number;
      readonly objectiveScores?: ObjectiveScores;
      readonly output: string;
      /** Left out: one. */
      readonly requests?: number;
      /** Per component, what the reflector should read about this rollout. Present when captureTrace. */
      readonly records?: Readonly<Record<string, ReflectiveRecord>>;
    }
  /** Transport or engine failure, after the caller's own retries. Never a score. */
  | {
      readonly kind: "failed";
      readonly callIndex: number;
      readonly reason: string;
      /** Answered before the one that failed; left out: none. */
      readonly requests?: number;
    };

export interface ReflectionRequest {
  readonly callIndex: number;
  /** 1 for the first try; retries have a callIndex of their own. */
  readonly attempt: number;
  readonly iteration: number;
  readonly task: number;
  /** Index of the candidate being improved. */
  readonly parent: number;
  readonly component: string;
  readonly currentText: string;
  readonly records: readonly ReflectionRecordRow[];
  /** The rendered meta-prompt: what a model is asked. */
  readonly prompt: string;
  /** `combee-group` and `combee-aggregate` are the two levels of a ComBEE reflection. */
  readonly purpose: "reflect" | "combee-group" | "combee-aggregate";
  /** No two calls of a run are sampled alike. */
  readonly sampling: ReflectionSampling;
  /** Longest answer that is of use, where the letter asks for a short one. */
  readonly maxTokens?: number;
}

export type ReflectionAnswer =
  /** A model's completion: the engine strips thinking and takes the text from the fence. */
  | { readonly kind: "answered"; readonly text: string; readonly finishReason: "stop" | "length" | "other" }
  /** The component's new text itself (a scripted or custom proposer): nothing is extracted. */
  | { readonly kind: "proposed"; readonly text: string }
  | { readonly kind: "failed"; readonly reason: string };

export interface OuterLimit {
  readonly kind: "time" | "tokens" | "money";
  readonly used: number;
  readonly limit: number;
  readonly unit: string;
}

export type SteeringRequest =
  | {
      readonly kind: "raise-budget";
      readonly metricCalls?: number | null;
      readonly requests?: number | null;
      readonly reflectionCalls?: number | null;
    }
  /** A text written by a person; it goes through the gate like any proposal. */
  | { readonly kind: "enter-candidate"; readonly parent: number; readonly texts: Candidate }
  /** A remark on one feedback row; the reflector reads it whenever the row is in its minibatch. */
  | { readonly kind: "add-feedback"; readonly example: number; readonly text: string }
  /** The rows that were left out. */
  | { readonly kind: "ask-again" };

/** One call on the generator, in Python's terms. */
export type RandomDraw =
  | { readonly method: "shuffle"; readonly result: readonly number[] }
  | { readonly method: "choice"; readonly from: readonly number[]; readonly result: number }
  | {
      readonly method: "sample";
      readonly from: readonly number[];
      readonly k: number;
      readonly result: readonly number[];
    }
  | {
      readonly method: "choices";
      readonly from: readonly number[];
      readonly weights: readonly number[] | null;
      readonly k: number;
      /** Null: the weights do not add up to more than 0, so nothing could be drawn. */
      readonly result: readonly number[] | null;
    }
  | { readonly method: "random"; readonly result: number }
  | { readonly method: "randint"; readonly low: number; readonly high: number; readonly result: number };
