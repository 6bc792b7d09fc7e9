/**
 * Rows of the database, version 1 (design section 6). Everything is plain data. Who writes what: the run
 * worker writes runs' progress, events, rollouts, trajectories, reflections and the ledger; the page writes
 * tasks, datasets, examples, settings, marks and run requests.
 */
import type { JournalEvent } from "../engine/events.ts";
import type { SteeringRequest } from "../engine/ports.ts";
import type { EngineSpec } from "../engine/spec.ts";
import type { FinishReason, ModelErrorKind, TokenUsage } from "../models/language-model.ts";
import type { ModelChoice, ReflectionChoice, StudentChoice } from "../models/model-choice.ts";
import type { Example, Splits, TaskSpec } from "../tasks/task-spec.ts";
import type { ReflectiveRecord, Trajectory } from "../tasks/task.ts";

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
  /** In the bin since then. */
  readonly deletedAt?: number;
}

/** Key [datasetId+position]; index [datasetId+id]. */
export interface ExampleRow extends Example {
  readonly datasetId: string;
  readonly position: number;
}

/** A person's mark on a row; append-only, the newest counts. */
export interface MarkRow {
  readonly id: string;
  readonly exampleId: string;
  readonly runId?: string;
  readonly callIndex?: number;
  readonly thumb?: "up" | "down";
  readonly text?: string;
  readonly at: number;
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
      readonly role: "student" | "reflection";
      readonly error: ModelErrorKind;
      readonly message: string;
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
  /** A person asked to go on with a search that had ended; cleared when the run next comes to rest. */
  readonly reopenAsked?: boolean;
  /** Where a branch came from. */
  readonly branchedFrom?: { readonly runId: string; readonly seq: number };
  /** In the bin since then. */
  readonly deletedAt?: number;
  /** A run that came in a bundle and asks for code or hosts nobody on this machine has confirmed yet. */
  readonly unconfirmed?: boolean;
  /** Small denormalised line for lists, rewritten with each event batch; the journal is the truth. */
  readonly summary?: RunSummary;
}

export interface UsedModel {
  readonly identity: string;
  readonly label: string;
  readonly weightsSha256?: string;
  readonly contextLength?: number;
}

export interface RunSummary {
  readonly seedScore?: number;
  readonly bestScore?: number;
  readonly metricCalls: number;
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

/** The ledger: every request that left this machine, and the ones refused. */
export interface ModelCallRow {
  readonly id?: number;
  readonly runId?: string;
  readonly callIndex?: number;
  readonly at: number;
  readonly origin: string;
  readonly purpose: "student" | "reflection" | "test" | "model-list" | "download" | "other";
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly status: number | "failed" | "blocked";
  readonly usage?: TokenUsage;
  readonly costUsd?: number;
}

/** Key [runId+kind+callIndex]. Written before a call to a model starts, removed with its answer's commit: what a kill may have had paid for nothing. */
export interface InFlightRow {
  readonly runId: string;
  readonly callIndex: number;
  readonly kind: "rollout" | "reflection";
  readonly at: number;
}

/** What a person asks of a run under way; the worker turns each into a journal event and removes it with that event's commit. */
export interface SteeringRow {
  readonly id?: number;
  readonly runId: string;
  readonly at: number;
  readonly request: SteeringRequest;
}

/** Files and other blobs by name (GGUF files from disk live in the private file system, listed here). */
export interface ArtifactRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256?: string;
  readonly createdAt: number;
  readonly data?: Blob;
}

export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
}

/** An encrypted key (opt-in vault), bound to one exact origin. */
export interface SecretRow {
  readonly origin: string;
  readonly algorithm: "argon2id+aes-gcm";
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  readonly sealed: Uint8Array;
  readonly createdAt: number;
}

export type AnyModelChoice = ModelChoice;
