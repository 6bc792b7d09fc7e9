import type { CompletionRequest } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { sizeOf } from "../pictures.ts";
import type { Option, WireBody } from "./dialects/dialect.ts";
import type { ServerError } from "./server-error.ts";

/** What an endpoint was found to refuse of one model, learned from its own words. */
export interface Quirks {
  /** How many ways of an option were refused; as many as there are: it is left out. */
  readonly refused: Map<string, number>;
  /** Options that a call which was answered carried. */
  readonly taken: Set<string>;
  /** Most tokens of an answer it takes. */
  mostTokens: number;
  /** Tokens of prompt and answer together. */
  contextTokens: number;
  /** Of its tokenizer; less than most have, because too little room is better than too much. */
  charactersPerToken: number;
}

const known = new Map<string, Quirks>();

/** What a model at an endpoint is known by. */
export const endpointOf = ({ dialect, baseUrl, model }: RemoteChoice): string =>
  `${dialect}:${baseUrl}:${model}`;

/** Of an endpoint that refused nothing yet. */
export function noQuirks(): Quirks {
  return {
    refused: new Map<string, number>(),
    taken: new Set<string>(),
    mostTokens: Infinity,
    contextTokens: Infinity,
    charactersPerToken: 3,
  };
}

/** What is known of an endpoint and model, shared by all that call it from this thread. */
export function quirksOf(identity: string): Quirks {
  const found = known.get(identity) ?? noQuirks();
  known.set(identity, found);
  return found;
}

/** An option as it was sent. */
interface SentOption {
  readonly option: Option;
  readonly way: number;
  readonly path: string;
}

export interface WiredBody {
  readonly json: Readonly<Record<string, unknown>>;
  readonly sent: readonly SentOption[];
}

/** The body with each option the way that is not known to be refused. */
export function wireBody({ needed, options }: WireBody, quirks: Quirks): WiredBody {
  const json: Record<string, unknown> = { ...needed };
  const sent: SentOption[] = [];
  for (const option of options) {
    const way = quirks.refused.get(option.key) ?? 0;
    const [path, value] = option.ways[way] ?? [];
    if (path === undefined) continue;
    const [outer = path, inner] = path.split(".");
    json[outer] = inner === undefined ? value : { ...(json[outer] as object | undefined), [inner]: value };
    sent.push({ option, way, path });
  }
  return { json, sent };
}

const leastTokens = 64;

const charactersOf = ({ messages }: CompletionRequest): number =>
  messages.reduce((sum, { content }) => sum + sizeOf(content).characters, 0);

/** The most tokens to ask for, by what was learned of this endpoint. */
export function tokensToAsk(request: CompletionRequest, wanted: number, quirks: Quirks): number {
  const prompt = Math.ceil(charactersOf(request) / quirks.charactersPerToken);
  const room = Math.max(leastTokens, quirks.contextTokens - prompt);
  return Math.min(wanted, quirks.mostTokens, room);
}

/** Words that are too common to mean a parameter, unless they are quoted or called one. */
const common = new Set(["stop", "stream", "seed", "thinking", "format", "effort"]);

/** What a refusal may call a parameter: as it was sent, in either spelling. */
function nameOf(path: string): RegExp {
  const last = path.split(".").at(-1) ?? path;
  const snake = last.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const name = [...new Set([path.replaceAll(".", "\\."), last, snake])].join("|");
  if (!common.has(last)) return new RegExp(`(?<![A-Za-z0-9_])(${name})(?![A-Za-z0-9_])`);
  const before = "\\b(?:parameter|argument|property|field|input|option|name)s?(?: supplied)?:? [\"'`]?";
  const after = "(?::| (?:parameter|argument|is (?:not|un|deprecated|no longer)))";
  return new RegExp(`["'\`](${name})["'\`]|${before}(${name})\\b|\\b(${name})${after}`);
}

/** The sent option that a refusal is about: the one it names first. */
function namedOption({ words, parameter }: ServerError, sent: readonly SentOption[]): SentOption | undefined {
  const byField = sent.find(({ path }) => parameter === path || parameter?.split(/[.[]/)[0] === path);
  if (byField !== undefined) return byField;
  const found = sent.flatMap((one) => {
    const { alsoCalled = nameOf(one.path) } = one.option;
    const places = [nameOf(one.path), alsoCalled].map((name) => words.search(name)).filter((at) => at >= 0);
    return places.length === 0 ? [] : [{ one, at: Math.min(...places) }];
  });
  return found.toSorted((a, b) => a.at - b.at)[0]?.one;
}

const aboutLength =
  /max_?(completion_?|new_?|output_?)?tokens|maxOutputTokens|(output|completion) tokens|in the completion/i;

const number = (text: string | undefined): number => Number((text ?? "0").replaceAll(",", ""));

const numbersIn = (words: string): readonly number[] =>
  [...words.matchAll(/(?<![\w.-])\d{1,3}(?:,\d{3})+(?!\w)|(?<![\w.-])\d+(?![\w-])/g)].map(([text]) =>
    number(text),
  );

/** The context that a refusal names is kept, and the prompt's length in it, where a shorter answer would help. */
function learnContext(words: string, context: number, request: CompletionRequest, quirks: Quirks): boolean {
  const named = /(\d[\d,]*) (?:input tokens|in the (?:messages|prompt)|prompt tokens|tokens in the prompt)/i;
  const prompt = number(named.exec(words)?.[1]);
  if (prompt + leastTokens > context) return false;
  const measured = prompt === 0 ? Infinity : (charactersOf(request) / prompt) * 0.95;
  const isNew = context < quirks.contextTokens || measured < quirks.charactersPerToken;
  quirks.contextTokens = Math.min(quirks.contextTokens, context);
  quirks.charactersPerToken = Math.min(quirks.charactersPerToken, measured);
  return isNew;
}

/** One refusal: what had been asked, and the answer to it. */
interface Refusal {
  readonly request: CompletionRequest;
  readonly maxTokens: number;
  readonly wired: WiredBody;
  readonly error: ServerError;
  readonly status: number;
}

/** Learns how long an answer may be, where a refusal is about that; true where a shorter one may be taken. */
export function learnLength({ request, maxTokens, error }: Refusal, quirks: Quirks): boolean {
  const { words } = error;
  if (!aboutLength.test(words)) return false;
  const context = /context[^.\d]{0,40}?(\d[\d,]*)/i.exec(words)?.[1];
  if (context !== undefined) return learnContext(words, number(context), request, quirks);
  const most = Math.max(...numbersIn(words).filter((limit) => limit >= 16 && limit < maxTokens));
  if (!Number.isFinite(most)) return false;
  quirks.mostTokens = most;
  return true;
}

/** Learns which option a refusal names; true where it was one that had been sent. */
export function learnName({ wired, error }: Refusal, quirks: Quirks): boolean {
  const named = namedOption(error, wired.sent);
  if (named === undefined) return false;
  const { key, ways, isNeeded } = named.option;
  if (isNeeded === true && named.way + 1 >= ways.length) return false;
  quirks.refused.set(key, Math.max(named.way + 1, quirks.refused.get(key) ?? 0));
  return true;
}

/** It names nothing: once, before anything was answered, all that can be left out is left out together. */
export function learnAll({ wired, status }: Refusal, quirks: Quirks): boolean {
  const doubtful = wired.sent.filter(({ option }) => option.isNeeded !== true && option.key !== "maxTokens");
  if ((status !== 400 && status !== 422) || quirks.taken.size > 0 || doubtful.length === 0) return false;
  for (const { option } of doubtful) quirks.refused.set(option.key, option.ways.length);
  return true;
}

/** An answered call shows what is taken. */
export function noteTaken(quirks: Quirks, { sent }: WiredBody): void {
  for (const { option } of sent) quirks.taken.add(option.key);
}
