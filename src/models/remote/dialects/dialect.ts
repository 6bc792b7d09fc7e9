import type { CompletionRequest, FinishReason } from "../../language-model.ts";
import type { RemoteChoice } from "../../model-choice.ts";

/** One call, before it is put into an endpoint's words. */
export interface WireCall {
  readonly choice: RemoteChoice;
  readonly request: CompletionRequest;
  /** Most tokens the endpoint may write, thinking included. */
  readonly maxTokens: number;
  readonly streams: boolean;
}

/**
 * A part of the body that a call can do without. Endpoints differ in what they take: the ways are tried in their order,
 * each until it is refused, and after the last one the part is left out.
 */
export interface Option {
  readonly key: string;
  /** Where it stands in the body ("a.b" is b within a), and what stands there. */
  readonly ways: readonly (readonly [path: string, value: unknown])[];
  /** What refusals call it beside the name it is sent by. */
  readonly alsoCalled?: RegExp;
}

export interface WireBody {
  readonly needed: Readonly<Record<string, unknown>>;
  readonly options: readonly Option[];
}

/** What a reply has said so far; a dialect's `take` adds each piece as it comes. */
export interface Reply {
  text: string;
  /** Thinking that came in a field of its own. */
  reasoning: string;
  finish: FinishReason | undefined;
  /** Counts as the endpoint wrote them; checked later. */
  readonly counts: {
    prompt?: unknown;
    cachedPrompt?: unknown;
    completion?: unknown;
    reasoning?: unknown;
    costUsd?: unknown;
  };
  /** An error inside the reply, as the endpoint put it. */
  error: unknown;
  /** The host's filter kept the answer back; the name of its reason. */
  withheld: string | undefined;
  /** Something of a model's answer was in it. */
  hasBegun: boolean;
  /** Tokens with their log-probabilities, where they were asked for. */
  readonly logProbabilities: TokenChances[];
}

/** One written token with what could have stood in its place. */
export interface TokenChances {
  readonly token: string;
  readonly logProbability: number;
  readonly alternatives: readonly { readonly token: string; readonly logProbability: number }[];
}

/** One way of speaking to a model over HTTP. */
export interface Dialect {
  /** Where calls go, below the base address. */
  path(model: string, streams: boolean): string;
  headers(key: string | undefined): Readonly<Record<string, string>>;
  body(call: WireCall): WireBody;
  /** Reads one piece: a whole reply, or one event of a stream. */
  take(reply: Reply, piece: Readonly<Record<string, unknown>>): void;
}

export function emptyReply(): Reply {
  return {
    text: "",
    reasoning: "",
    finish: undefined,
    counts: {},
    error: undefined,
    withheld: undefined,
    hasBegun: false,
    logProbabilities: [],
  };
}

/** A part of the body that is sent only where there is a value for it. */
export function option(key: string, path: string, value: unknown, alsoCalled?: RegExp): readonly Option[] {
  if (value === undefined) return [];
  return [{ key, ways: [[path, value]], ...(alsoCalled === undefined ? {} : { alsoCalled }) }];
}

type Plain = Readonly<Record<string, unknown>>;

/** The value as an object, or an empty one: replies are not to be trusted in any field. */
export function objectIn(value: unknown): Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Plain) : {};
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The text of content in any form: a string, parts, one part, or nothing. */
export function textOfContent(content: unknown, isWanted: (part: Plain) => boolean = () => true): string {
  if (typeof content === "string") return content;
  if (Array.isArray(content)) return content.map((part) => textOfContent(part, isWanted)).join("");
  const part = objectIn(content);
  return isWanted(part) ? textIn(part["text"]) || textIn(objectIn(part["text"])["value"]) : "";
}

/** Sets `fields` of the counts that the endpoint gave; an event without them leaves what was said before. */
export function takeCounts(reply: Reply, counts: Reply["counts"]): void {
  for (const [name, value] of Object.entries(counts))
    if (value !== undefined && value !== null) Object.assign(reply.counts, { [name]: value });
}
