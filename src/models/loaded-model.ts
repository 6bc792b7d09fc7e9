import type { ModelCapabilities, TokenUsage } from "./language-model.ts";

/** One file of a local model, by what it holds and not by where it came from. */
export interface WeightFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/** What a loaded model says of itself once it can answer. */
export interface LoadedModel {
  readonly kind: "loaded";
  readonly handle: string;
  readonly identity: string;
  readonly label: string;
  readonly capabilities: ModelCapabilities;
  readonly contextLength?: number;
  /** One hash for all its files. */
  readonly weightsSha256?: string;
  /** Every file it was loaded from: shards, parts, tokenizer, library. */
  readonly weights?: readonly WeightFile[];
  /** Bytes of weights held in memory, for local models. */
  readonly memoryBytes?: number;
}

/** Whose call it is; goes to the ledger, never to a model. */
export interface CallContext {
  readonly runId?: string;
  readonly callIndex?: number;
  /** Which request of its call, where a call sends several. */
  readonly step?: number;
  readonly purpose: "student" | "reflection" | "test" | "model-list" | "download" | "other";
}

/** A call of a run may be worth only so many requests, repeats after failures included; left out: as many as it takes. */
export interface BoundedContext extends CallContext {
  readonly mostRequests?: number;
}

/** One request that left this machine (or was refused), as the ledger keeps it. */
export interface LedgerEntry extends CallContext {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly origin: string;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly status: number | "sent" | "failed" | "blocked";
  readonly usage?: TokenUsage;
  readonly costUsd?: number;
}

export type RecordCall = (entry: LedgerEntry) => void;

/** Told how a request ended that was written down before it left; `isRefused`: nothing was paid for. */
export type RecordEnd = (end: Omit<LedgerEntry, "purpose">, isRefused: boolean) => Promise<void>;

/** Writes a request down before it leaves: what a kill leaves behind was perhaps paid for. */
export type RecordLeaving = (entry: LedgerEntry) => Promise<RecordEnd>;
