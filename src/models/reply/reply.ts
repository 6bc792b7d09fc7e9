import { isObject } from "../../shared/json.ts";
import type { FinishReason } from "../language-model.ts";

/** What a reply has said so far; a reader adds each piece as it comes. */
export interface Reply {
  text: string;
  /** Thinking that came in a field of its own. */
  reasoning: string;
  finish: FinishReason | undefined;
  /** Counts as the endpoint wrote them; checked later. */
  readonly counts: {
    prompt?: unknown;
    cachedPrompt?: unknown;
    writtenPrompt?: unknown;
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

type Plain = Readonly<Record<string, unknown>>;

/** The value as an object, or an empty one: replies are not to be trusted in any field. */
export function objectIn(value: unknown): Plain {
  return isObject(value) ? value : {};
}

export function countIn(value: unknown): number {
  return typeof value === "number" ? value : 0;
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
