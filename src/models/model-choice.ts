import type { RemoteDialect } from "./remote/provider-presets.ts";

/**
 * Which model plays a role in a run. Plain data, stored with the run; a key is never part of it, only
 * the id of a key that the vault or the tab's memory holds for one exact origin.
 */

/** How much a model may think before it answers; `as-is` leaves it to the model. */
export type Thinking = "off" | "low" | "as-is";

/** What a model's identity says of it, where it was set. */
export const thinkingMark = (thinking: Thinking | undefined): string =>
  thinking === undefined ? "" : `:thinking-${thinking}`;

/** An endpoint reached straight from the browser. */
export interface RemoteChoice {
  readonly kind: "remote";
  readonly dialect: RemoteDialect;
  /** Preset it came from (openai, openrouter, groq, ollama, …) or "custom"; decides hints, never behaviour. */
  readonly provider: string;
  /** e.g. `https://api.openai.com/v1`; without trailing slash. */
  readonly baseUrl: string;
  readonly model: string;
  readonly needsKey: boolean;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly thinking?: Thinking;
  readonly concurrency?: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly timeoutMs?: number;
  /** Equal greedy or seeded requests are answered from this tab's memory. */
  readonly cacheAnswers?: boolean;
}

/** The model that ships with the studio: a toy-sized real network (GGUF through wllama). */
interface EmbeddedChoice {
  readonly kind: "embedded";
}

/** Any GGUF: from disk (a handle kept in the browser's private file system) or from a URL. */
export interface GgufChoice {
  readonly kind: "gguf";
  readonly label: string;
  readonly source:
    | { readonly kind: "stored-file"; readonly names: readonly string[] }
    | {
        readonly kind: "url";
        readonly urls: readonly string[];
        /** Of each part, where they are known beforehand: another file is refused. */
        readonly sha256?: readonly string[];
      };
  readonly contextLength?: number;
  readonly thinking?: Thinking;
  readonly gpu?: boolean;
  /** More than 1 only where the machine's own measurement advised it. */
  readonly threads?: number;
}

export interface WebLlmChoice {
  readonly kind: "webllm";
  readonly modelId: string;
  readonly contextLength?: number;
  /** Left out: off, because a Student is called thousands of times. */
  readonly thinking?: Thinking;
  /** Experimental, and only where the check on this device passed: what prompts share is read once. */
  readonly reusePrefixes?: true;
  /** A model that is not in WebLLM's list: the folder of its files and its compiled library. */
  readonly custom?: {
    readonly model: string;
    readonly library: string;
    /** Its folder holds an `mlc-model-manifest.json`, which the engine is to read. */
    readonly hasManifest?: true;
  };
}

/** The deterministic program that rewrites by a published list of edits. Reflection only. */
interface CoachChoice {
  readonly kind: "coach";
}

/** The small network that came with the page for rewriting: it reads records one by one and writes lines. Reflection only. */
interface EmbeddedReflectorChoice {
  readonly kind: "embedded-reflector";
}

/** A person pastes the answer from any chat. Reflection only. */
interface ByHandChoice {
  readonly kind: "by-hand";
}

/** The browser's own model (Prompt API); lives on the page's thread, not reproducible. */
export interface BrowserModelChoice {
  readonly kind: "browser-model";
}

/** A model whose engine runs in this tab, and whose weights were brought here. */
export type LocalChoice = GgufChoice | WebLlmChoice;
export type StudentChoice = EmbeddedChoice | LocalChoice | RemoteChoice | BrowserModelChoice;
/** What student.worker may be asked to load. */
export type HostedChoice = StudentChoice | EmbeddedReflectorChoice;
/** A Reflection that can do nothing but rewrite. */
export type RewritingChoice = CoachChoice | EmbeddedReflectorChoice | ByHandChoice;
export type ReflectionChoice = HostedChoice | RewritingChoice;
export type ModelChoice = ReflectionChoice;
/** A choice whose model may think; what came with the page, and what is no model, does not. */
export type ThinkingChoice = Extract<ModelChoice, { readonly thinking?: Thinking }>;

/** Reached over a network: it may cost, be limited, or be out of reach. Facts of all kinds: `kinds/model-kinds.ts`. */
export function isEndpoint(choice: ModelChoice): choice is RemoteChoice {
  return choice.kind === "remote";
}
