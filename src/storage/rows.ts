/**
 * Rows of the database, version 1 (design section 6). Everything is plain data. Who writes what: the run
 * worker writes runs' progress, events, rollouts, trajectories, reflections and the ledger; the page writes
 * tasks, datasets, examples, settings, marks and run requests.
 */
import type { JournalEvent } from "../engine/journal/events.ts";
import type { EngineSpec } from "../engine/options/spec.ts";
import type { FinishReason, ModelErrorKind, TokenUsage } from "../models/language-model.ts";
import type { WeightFile } from "../models/loaded-model.ts";
import type { ReflectionChoice, StudentChoice } from "../models/model-choice.ts";
import type { Recording } from "../protocol/bundle-worker.ts";
import type { DatasetChange } from "../tasks/splits/dataset-changes.ts";
import type { ModelRole, Example, Splits, TaskSpec } from "../tasks/task-spec.ts";
import type { ReflectiveRecord, Trajectory } from "../tasks/task.ts";

export type {
  AnsweredStepRow,
  JournalFoldRow,
  LedgerSumRow,
  ModelCallRow,
  SecretRow,
  SettingRow,
  SizeRow,
  SteeringRow,
} from "./side-rows.ts";

export interface TaskRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly spec: TaskSpec;
  /** True until the user has confirmed code and hosts of a task that came from elsewhere. */
  readonly unconfirmed?: boolean;
  /** In the bin since then: hidden, restorable until it is purged. */
  readonly deletedAt?: number;
}

export interface DatasetRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly columns: readonly string[];
  readonly rowCount: number;
  readonly sourceName: string;
  /** What people did to its rows since they came, oldest first; absent where nobody did anything. */
  readonly changes?: readonly DatasetChange[];
  /** In the bin since then. */
  readonly deletedAt?: number;
}

/** Key [datasetId+position]; index [datasetId+id]. */
export interface ExampleRow extends Example {
  readonly datasetId: string;
  readonly position: number;
}

/**
 * A person's mark on a row, or on an answer to it; append-only, the newest on the same answer counts, and one with
 * neither thumb nor text takes an earlier one back.
 */
export interface MarkRow {
  readonly id: string;
  readonly exampleId: string;
  readonly runId?: string;
  readonly callIndex?: number;
  /** The answer that was marked, so that the mark counts for the same answer in other runs too. */
  readonly output?: string;
  readonly thumb?: "up" | "down";
  readonly text?: string;
  readonly at: number;
  /** It came in a file and nobody here let it count: shown, and told to no model. */
  readonly foreign?: true;
}

/**
 * Life of a run. `requested`: the page asked for it and no worker has it yet; `running`: a worker holds its lock
 * (a run found `running` with no lock was interrupted and goes on by itself); `paused`, `waiting` (needs-key, by-hand,
 * quota, unreachable…) and `finished` are at rest.
 */
export type RunStatus = "requested" | "running" | "paused" | "waiting" | "finished";

export type WaitReason =
  | { readonly kind: "needs-key"; readonly origin: string }
  | { readonly kind: "by-hand"; readonly callIndexes: readonly number[] }
  | { readonly kind: "quota"; readonly message: string }
  | {
      readonly kind: "model";
      readonly role: ModelRole;
      readonly error: ModelErrorKind;
      readonly message: string;
      /** The host it was asked of, for an endpoint. */
      readonly origin?: string;
      /** Then the run goes on by itself, ms since 1970: when the host asked to be asked again, or likely answers. */
      readonly until?: number;
    }
  | { readonly kind: "limit"; readonly message: string }
  /** Something broke in the app itself; what was stored is safe and the run can be tried again. */
  | { readonly kind: "fault"; readonly message: string };

/** Limits the engine cannot see; reaching one ends the run with a stop reason, and raising it reopens the run. */
export interface RunLimits {
  readonly minutes?: number;
  readonly tokens?: number;
  readonly usd?: number;
}

export interface RunRow {
  readonly id: string;
  /** Running number shown to people: "Run 12". */
  readonly number: number;
  readonly name: string;
  readonly taskId: string;
  /** Frozen copy: editing the task later does not change the run. */
  readonly task: TaskSpec;
  readonly splits: Splits;
  readonly engine: EngineSpec;
  readonly student: StudentChoice;
  readonly reflection: ReflectionChoice;
  /** Which optimizer conducts it. */
  readonly optimizer: string;
  /** Test rows evaluated at the end (seed and winner). */
  readonly finalTest: boolean;
  /** Runs of one queue are conducted one after another, in the order of their numbers. */
  readonly queue?: string;
  /** Runs of one queue and one heat go at the same time, as in a race; heats go one after another. */
  readonly heat?: number;
  readonly concurrency: number;
  readonly limits?: RunLimits;
  readonly createdAt: number;
  readonly status: RunStatus;
  readonly waiting?: WaitReason;
  /** Wish of the page: what the worker should do next. */
  readonly wish: "run" | "pause" | "stop";
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** Seconds of being run, summed over sessions. */
  readonly activeSeconds: number;
  /** Calls that were in flight at a kill and had to be asked again: "possibly paid twice: n". */
  readonly possiblyPaidTwice: number;
  /** What answered, as it named itself: adapter, model, hash of the weights. Written when the models are loaded. */
  readonly models?: { readonly student?: UsedModel; readonly reflection?: UsedModel };
  /** A person asked for the sealed test although the search was stopped by hand or by a limit. */
  readonly testAsked?: boolean;
  /** Candidates a person sent to the sealed test, beside seed and winner; cleared with `testAsked`. */
  readonly testCandidates?: readonly number[];
  /** A person asked to go on with a search that had ended; cleared when the run next comes to rest. */
  readonly reopenAsked?: boolean;
  /** Where a branch came from. */
  readonly branchedFrom?: { readonly runId: string; readonly seq: number };
  /** In the bin since then. */
  readonly deletedAt?: number;
  /** A run that came in a bundle and asks for code or hosts nobody on this machine has confirmed yet. */
  readonly unconfirmed?: boolean;
  /** No search: prompts of another run, scored once more for its result page. */
  readonly check?: RunCheck;
  /** Recorded elsewhere and brought along to be read: it starts nothing and is not gone on with. */
  readonly recorded?: Recording;
  /** Small denormalised line for lists, rewritten with each event batch; the journal is the truth. */
  readonly summary?: RunSummary;
}

/** Prompts of a run scored on other rows or by another model. Its rollouts are numbered prompt by prompt. */
export interface RunCheck {
  readonly of: string;
  readonly kind: "fresh-rows" | "other-model" | "own-prompt";
  /** Seed first, then the winner; of a person's own prompt that alone, under the index of the one it rewrites. */
  readonly candidates: readonly {
    readonly index: number;
    readonly hash: string;
    readonly texts: Readonly<Record<string, string>>;
  }[];
}

/**
 * One look at sealed test rows, noted before the first of them is asked. Outlives its run, for what was seen stays seen.
 * Key: run and winner, so that a resumed look is one look.
 */
export interface TestOpeningRow {
  readonly id: string;
  readonly runId: string;
  readonly at: number;
  readonly rows: readonly string[];
  /** Set where another model looked. */
  readonly model?: string;
}

export interface UsedModel {
  readonly identity: string;
  readonly label: string;
  readonly weightsSha256?: string;
  /** Every file of a local model, with its SHA-256. */
  readonly weights?: readonly WeightFile[];
  readonly contextLength?: number;
}

export interface RunSummary {
  readonly seedScore?: number;
  readonly bestScore?: number;
  readonly metricCalls: number;
  /** Requests of the search that have left; missing where nobody counted them. */
  readonly requests?: number;
  readonly reflectionCalls: number;
  readonly iterations: number;
  readonly stopReason?: string;
  readonly seedTestScore?: number;
  readonly bestTestScore?: number;
  readonly usage?: { readonly student: RoleUsage; readonly reflection: RoleUsage };
}

/** What one role cost so far, test rollouts included. Token counts leave out calls that did not report them. */
export interface RoleUsage {
  readonly calls: number;
  readonly promptTokens: number;
  readonly cachedPromptTokens: number;
  readonly completionTokens: number;
  readonly seconds: number;
  readonly costUsd: number;
}

/** Key [runId+seq]. `seq` counts from 0 without gaps. */
export interface EventRow {
  readonly runId: string;
  readonly seq: number;
  readonly at: number;
  readonly event: JournalEvent;
}

/** Key [runId+from]. A stretch of the journal bound together, so that a long run opens with few reads. */
export interface JournalPageRow {
  readonly runId: string;
  /** `seq` of its first event; a multiple of the page's length. */
  readonly from: number;
  readonly events: readonly EventRow[];
}

/** Key [runId+callIndex]; index [runId+candidateHash+exampleId]. Scores stay cheap to scan: traces live apart. */
export interface RolloutRow {
  readonly runId: string;
  readonly callIndex: number;
  readonly candidateHash: string;
  readonly exampleId: string;
  readonly split: "feedback" | "pareto" | "test";
  readonly purpose: string;
  readonly outcome:
    | {
        readonly kind: "scored";
        readonly score: number;
        readonly objectiveScores?: Readonly<Record<string, number>>;
      }
    | { readonly kind: "failed"; readonly error: ModelErrorKind; readonly message: string };
  readonly output: string;
  readonly feedback: string;
  readonly usage: TokenUsage;
  readonly latencyMs: number;
  readonly costUsd?: number;
  /** Requests that were answered, where it is not one for a score and none for a failure. */
  readonly requests?: number;
  readonly at: number;
}

/** Key [runId+callIndex], same as its rollout. */
export interface TrajectoryRow {
  readonly runId: string;
  readonly callIndex: number;
  readonly trajectory: Trajectory;
  /** Feedback the metric meant for one component only. */
  readonly componentFeedback?: Readonly<Record<string, string>>;
  /** Per component what the Reflection model would be shown; kept so that resume shows it the same. */
  readonly records?: Readonly<Record<string, ReflectiveRecord>>;
}

/** One reflection call. Key [runId+callIndex]. */
export interface ReflectionRow {
  readonly runId: string;
  readonly callIndex: number;
  readonly component: string;
  readonly prompt: string;
  readonly answer:
    | {
        readonly kind: "answered";
        readonly text: string;
        readonly reasoning?: string;
        readonly finishReason: FinishReason;
      }
    | { readonly kind: "waiting" }
    | { readonly kind: "failed"; readonly error: ModelErrorKind; readonly message: string };
  readonly by: string;
  readonly usage: TokenUsage;
  readonly latencyMs: number;
  readonly costUsd?: number;
  readonly at: number;
}
