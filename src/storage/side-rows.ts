/** Rows beside the runs themselves: the ledger, wishes, settings, keys. */
import type { SteeringRequest } from "../engine/ports.ts";
import type { RunState } from "../engine/state/state.ts";
import type { Completion, TokenUsage } from "../models/language-model.ts";
import type { SealedKey } from "../models/vault.ts";

/**
 * The ledger: every request that left this machine, and the ones refused. A line is written before its request leaves
 * and completed when that has ended, so that a kill leaves it behind as `sent`. Index [runId+open].
 */
export interface ModelCallRow {
  readonly id?: number;
  readonly runId?: string;
  readonly callIndex?: number;
  /** Which request of its call: a chain, repeats and judges send several. */
  readonly step?: number;
  /**
   * It left for a call of a run, and its answer is not stored with that run: paid for, perhaps, and asked again. Taken
   * away when the answer is stored, when the host refused the request, and when it is counted into the run.
   */
  readonly open?: 1;
  readonly at: number;
  readonly origin: string;
  readonly purpose: "student" | "reflection" | "test" | "model-list" | "download" | "other";
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly status: number | "sent" | "failed" | "blocked";
  readonly usage?: TokenUsage;
  readonly costUsd?: number;
}

/**
 * Key [runId+callIndex+step]. The answer to one request of a call that sends several, kept until the call itself is
 * stored: what was answered before a kill is not asked again.
 */
export interface AnsweredStepRow {
  readonly runId: string;
  readonly callIndex: number;
  readonly step: number;
  /** Role and request as text: the answer counts for this question only. */
  readonly question: string;
  readonly answer: Completion;
}

/** Key runId. What a long journal's first `events` events come to. */
export interface JournalFoldRow {
  readonly runId: string;
  /** Which engine's code folded it. */
  readonly engine: string;
  readonly events: number;
  /** When the last of them was stored. */
  readonly at: number;
  readonly state: RunState;
}

/** What a person asks of a run under way; the worker turns each into a journal event and removes it with that event's commit. */
export interface SteeringRow {
  readonly id?: number;
  readonly runId: string;
  readonly at: number;
  readonly request: SteeringRequest;
  /** What it is about: while it waits, a newer request about the same takes its place. */
  readonly about?: string;
}

/** Key [owner+table]. What the rows of one run or data set take up in one table, kept as they are written. */
export interface SizeRow {
  readonly owner: string;
  readonly table: string;
  readonly rows: number;
  /** Characters of them as JSON. */
  readonly bytes: number;
  /** Rows of an older version that are not measured yet: those after the one key, up to the other. */
  readonly left?: { readonly after: number; readonly to: number };
}

/** Key [runId+origin]; a request of no run has the run "". The lines of the ledger summed, kept as they are written. */
export interface LedgerSumRow {
  readonly runId: string;
  readonly origin: string;
  readonly requests: number;
  readonly blocked: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly costUsd: number;
  /** Requests that may have cost something nobody knows. */
  readonly unpriced: number;
  /** Characters of the lines as JSON. */
  readonly size: number;
}

export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
}

/** An encrypted key (opt-in vault), bound to one exact origin; the master key that sealed it is a setting. */
export type SecretRow = SealedKey;
