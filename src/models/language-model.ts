/**
 * The one port every model stands behind, Student or Reflection (design section 5). Adapters are plain
 * objects; wrappers (retry, rate, cache, meter) take one and return one.
 */

type ChatRole = "system" | "user" | "assistant";

export interface ChatMessage {
  readonly role: ChatRole;
  readonly content: string;
}

/** What shape the answer must have; adapters that cannot constrain decoding say so in their capabilities. */
export type ResponseFormat =
  | { readonly kind: "text" }
  /** A JSON object of any shape. */
  | { readonly kind: "json-object" }
  | { readonly kind: "json-schema"; readonly schema: Readonly<Record<string, unknown>> }
  | { readonly kind: "choice"; readonly choices: readonly string[] };

export interface CompletionRequest {
  readonly messages: readonly ChatMessage[];
  /** Most tokens of the answer itself; thinking does not count. */
  readonly maxTokens: number;
  /** Further tokens a model that thinks may spend on that; set by `withRoomToThink`. */
  readonly thinkingTokens?: number;
  /** 0 is greedy. Omitted: the endpoint's own default. */
  readonly temperature?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
  readonly responseFormat?: ResponseFormat;
  /** Wants to know how sure the model is of each choice, where it can say. */
  readonly probabilities?: true;
}

/** Token counts as the runtime or endpoint reported them; undefined is "not reported", never 0. */
export interface TokenUsage {
  readonly promptTokens?: number;
  /** Part of `promptTokens` that was read from a prefix cache. */
  readonly cachedPromptTokens?: number;
  /** Part of `promptTokens` that was written to one, where that has a price of its own. */
  readonly writtenPromptTokens?: number;
  readonly completionTokens?: number;
  /** Part of `completionTokens` spent on thinking. */
  readonly reasoningTokens?: number;
}

export type FinishReason = "stop" | "length" | "content-filter" | "other";

export interface Completion {
  readonly kind: "completed";
  readonly text: string;
  /** Thinking that came apart from the answer; shown, never adopted as a prompt. */
  readonly reasoning?: string;
  readonly finishReason: FinishReason;
  readonly usage: TokenUsage;
  /** Wall time of the call itself; waiting in our own queues is not part of it. */
  readonly latencyMs: number;
  readonly costUsd?: number;
  /** Of a choice that was constrained or met: how likely each was, as far as the model said; sums to at most 1. */
  readonly choiceProbabilities?: Readonly<Record<string, number>>;
  /** Where the runtime says its time went, milliseconds; only local engines report it. */
  readonly timings?: { readonly promptMs?: number; readonly decodeMs?: number };
  /** The answer was given before to the same request; nothing was asked or paid this time. */
  readonly fromCache?: true;
  /** Requests that left for it, repeats included; said by hosts of endpoints. */
  readonly requests?: number;
}

/** Everything that can go wrong with a call, closed so that the interface can phrase each. */
export type ModelErrorKind =
  | "no-webgpu"
  | "no-shader-f16"
  | "out-of-memory-or-device-lost"
  | "bad-model-file"
  | "unknown-model"
  | "integrity"
  | "unreachable-or-cors"
  | "local-network-denied"
  | "blocked-by-offline-lock"
  | "authentication"
  | "needs-key"
  | "forbidden"
  /** The account has no money or allowance left; waiting does not help. */
  | "no-credit"
  /** The host's filter refused this request for what it says; others are answered. */
  | "content-refused"
  | "rate-limited"
  | "server-error"
  | "bad-response"
  /** Every token of the answer's limit went on thinking; nothing was left to answer with. */
  | "cut-before-answer"
  | "context-overflow"
  | "no-pictures"
  | "engine-dead"
  | "timeout"
  /** It failed and could not be sent again: what the run's budget has left is set aside for others. */
  | "requests-spent"
  | "aborted"
  | "waiting-for-person";

export interface ModelFailure {
  readonly kind: "failed";
  readonly error: ModelErrorKind;
  /** What happened, where, and what to do next, in a sentence a user can act on. */
  readonly message: string;
  /** The host's own words, where it had any. */
  readonly words?: string;
  /** HTTP status where there was one; the one an error names inside a reply of status 200. */
  readonly status?: number;
  /** Seconds the host asked to wait, wherever it said so. */
  readonly retryAfterSeconds?: number;
  /** What was spent all the same. */
  readonly usage?: TokenUsage;
  /** Requests that left for it; said by hosts of endpoints. */
  readonly requests?: number;
}

export type CompletionOutcome = Completion | ModelFailure;

/** What an adapter can honestly do. */
export interface ModelCapabilities {
  readonly prefixReuse: "none" | "automatic" | "unknown";
  readonly seed: boolean;
  readonly temperature: boolean;
  readonly jsonSchema: boolean;
  /** Says on request how sure it is of each choice. */
  readonly logProbabilities?: true;
  /** Greedy decoding gives the same text for the same request (on one machine, one setting). */
  readonly deterministic: boolean;
  /** Calls that may be under way at once. */
  readonly maxConcurrent: number;
  /** How fast an abort takes effect. */
  readonly abort: "token" | "request" | "kill";
}

/** What a model has written so far. */
export interface Written {
  readonly text: string;
  readonly reasoning: string;
}

export type OnWritten = (written: Written) => void;

export interface LanguageModel {
  /** Stable identity for caches, ledgers and records: adapter, model, weights hash where known. */
  readonly identity: string;
  readonly label: string;
  readonly capabilities: ModelCapabilities;
  /** `onWritten` is told while words arrive, a few times a second, where the adapter can. */
  complete(
    request: CompletionRequest,
    signal: AbortSignal,
    onWritten?: OnWritten,
  ): Promise<CompletionOutcome>;
  dispose(): Promise<void>;
}

/** Loading a model reports where it is; bytes where known. */
export interface LoadProgress {
  readonly phase: "download" | "read" | "compile" | "ready";
  readonly loadedBytes?: number;
  readonly totalBytes?: number;
  readonly text?: string;
}
