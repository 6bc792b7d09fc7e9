import type { ReflectiveRecord } from "../engine/vocabulary.ts";
import type {
  ChatMessage,
  Completion,
  CompletionRequest,
  ModelFailure,
  TokenUsage,
} from "../models/language-model.ts";
import type { ModelRole, Example } from "./task-spec.ts";

/** Asks a model for one completion; failures are values. Given to a program by whoever runs it. */
export type Complete = (role: ModelRole, request: CompletionRequest) => Promise<Completion | ModelFailure>;

/** One module call of a rollout, kept whole so that a reader sees what the model saw. */
export interface TrajectoryStep {
  readonly module: string;
  readonly component: string;
  readonly messages: readonly ChatMessage[];
  readonly completion: string;
  readonly reasoning?: string;
  readonly finishReason: string;
  readonly usage: TokenUsage;
  readonly latencyMs: number;
  readonly costUsd?: number;
  /** How likely each label was to the model, where the answer is a label and the model says. */
  readonly choiceProbabilities?: Readonly<Record<string, number>>;
  /** A parse failure or tool error that this module caused. */
  readonly error?: string;
  readonly toolResults?: readonly {
    readonly tool: string;
    readonly input: string;
    readonly output: string;
  }[];
}

export type Trajectory = readonly TrajectoryStep[];

/** What a metric says of one output. */
export interface Judgement {
  /** 0..1, higher is better. */
  readonly score: number;
  readonly objectiveScores?: Readonly<Record<string, number>>;
  /** Why, in words a reflection model can learn from. */
  readonly feedback: string;
  /** Feedback meant for one component only. */
  readonly componentFeedback?: Readonly<Record<string, string>>;
}

/** A rollout that ran: a wrong, empty or unparsable output is a score, not a failure. */
export interface Rollout {
  readonly kind: "scored";
  readonly output: string;
  readonly judgement: Judgement;
  readonly trajectory: Trajectory;
}

/** The transport or the engine failed: no score exists (design section 4). */
interface RolloutFailure {
  readonly kind: "failed";
  readonly failure: ModelFailure;
  readonly trajectory: Trajectory;
}

export type RolloutOutcome = Rollout | RolloutFailure;

export type { ReflectiveRecord };

/** A task ready to run: data in memory, program and metric bound. */
export interface Task {
  readonly components: readonly string[];
  examples(split: "feedback" | "pareto" | "test"): readonly Example[];
  run(
    candidate: Readonly<Record<string, string>>,
    example: Example,
    complete: Complete,
  ): Promise<RolloutOutcome>;
  /** What the Reflection model is shown about this rollout for this component. */
  record(component: string, example: Example, rollout: Rollout): ReflectiveRecord;
}
