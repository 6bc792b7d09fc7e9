/** Rows beside the runs themselves: the ledger, wishes, settings, keys. */
import type { SteeringRequest } from "../engine/ports.ts";
import type { TokenUsage } from "../models/language-model.ts";

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
  /** What it is about: while it waits, a newer request about the same takes its place. */
  readonly about?: string;
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
