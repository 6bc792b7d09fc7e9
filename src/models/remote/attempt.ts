import type { CompletionOutcome, CompletionRequest, ModelFailure, OnWritten } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { answerOfReply, charactersOf } from "../reply/answer-of-reply.ts";
import { makeWriting } from "../writing.ts";
import { answersOf, noteAnswer } from "./answers-so-far.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { type Arriving, type Exchange, exchange, readText } from "./exchange.ts";
import { type Quirks, tokensToAsk, type WiredBody, wireBody } from "./quirks.ts";
import { makeReplyReader } from "./read-reply.ts";
import {
  blockedFailure,
  brokenOff,
  errorInReply,
  foreignAnswer,
  refusalFailure,
  stoppedAnswering,
} from "./remote-failure.ts";
import { serverError, type ServerError } from "./server-error.ts";
import { makePatience } from "./silence.ts";
import { withoutKey } from "./without-key.ts";

/** How long a host may be silent. Generous: a model may think for minutes before its first word. */
const usualSilenceMs = 180_000;
/** The longest an answer may take, whatever comes meanwhile: so many silences, and a slow processor's pace for its tokens. */
const silencesInAll = 10;
const slowestTokenMs = 2000;

/** An answer of fewer tokens is there before its words could be read as they come. */
const streamFromTokens = 65;
const leastAnswerBytes = 256 * 1024;
/** Of one token in a stream, with the frame around it and the alternatives beside it. */
const bytesPerToken = 2048;
const mostErrorBytes = 256 * 1024;

export interface RemoteSettings {
  /** Asked anew for every call, so that a key entered later is used and a forgotten one is not. */
  readonly keyFor: (origin: string) => string | undefined;
  /** Whether this app's own policy keeps requests from this origin. */
  readonly isBlocked?: (origin: string) => Promise<boolean>;
  /** Connections this platform opens to one plain-http host; left out, a browser's. */
  readonly mostPlainHttpCalls?: number;
  /** Told about every exchange before it leaves, and waited for; the call's signal tells calls apart. */
  readonly onLeave?: (exchange: Exchange, signal: AbortSignal) => Promise<void>;
  /** Told about every exchange when it is over, answered or not. */
  readonly onExchange?: (
    exchange: Exchange,
    outcome: CompletionOutcome,
    signal: AbortSignal,
  ) => void | Promise<void>;
  /** Finds out why a host that never answered cannot be reached. */
  readonly explain?: () => Promise<ModelFailure | undefined>;
}

/** An endpoint as its model knows it. */
export interface KnownEndpoint {
  readonly choice: RemoteChoice;
  readonly dialect: Dialect;
  readonly origin: string;
  readonly label: string;
  readonly quirks: Quirks;
  readonly settings: RemoteSettings;
}

/** What a call is asked with, and who hears of it. */
interface Asked {
  readonly request: CompletionRequest;
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  readonly onWritten: OnWritten | undefined;
}

/** One attempt: its outcome, and the refusal it may have been. */
export interface Attempt {
  readonly outcome: CompletionOutcome;
  readonly wired: WiredBody;
  readonly maxTokens: number;
  readonly error?: ServerError;
}

const refusesStreams = ({ refused }: Quirks): boolean => refused.has("stream");

/** Asks once, whatever comes of it; every exchange is told of before it leaves and when it is over. */
export async function attempt(endpoint: KnownEndpoint, asked: Asked): Promise<Attempt> {
  const { choice, dialect, quirks, settings } = endpoint;
  const { request, key, signal, onWritten } = asked;
  const maxTokens = tokensToAsk(request, request.maxTokens + (request.thinkingTokens ?? 0), quirks);
  const streams = (maxTokens >= streamFromTokens || onWritten !== undefined) && !refusesStreams(quirks);
  const wired = wireBody(dialect.body({ choice, request, maxTokens, streams }), quirks);
  const exchanges: Exchange[] = [];
  const silenceMs = choice.timeoutMs ?? usualSilenceMs;
  const patience = makePatience(signal, silenceMs, silencesInAll * silenceMs + maxTokens * slowestTokenMs);
  let read: Read;
  try {
    const started = performance.now();
    const arriving = await exchange(
      {
        url: `${choice.baseUrl}${dialect.path(choice.model, streams)}`,
        headers: dialect.headers(key),
        body: JSON.stringify(wired.json),
        mostBytes: leastAnswerBytes + maxTokens * bytesPerToken,
      },
      patience.ended,
      (begun) => {
        exchanges.push(begun);
        return settings.onLeave?.(begun, signal);
      },
    );
    patience.heard();
    read = await readArriving(endpoint, arriving, asked, started, patience.heard);
  } catch (thrown) {
    read = {
      outcome: brokenOff(thrown, choice, { byUser: signal.aborted, gaveUp: patience.gaveUp() }),
    };
  } finally {
    patience.settle();
  }
  const outcome = withoutKey(await explained(endpoint, read.outcome, exchanges), key);
  for (const one of exchanges) await settings.onExchange?.(one, outcome, signal);
  return { ...read, outcome, wired, maxTokens };
}

type Read = Pick<Attempt, "outcome" | "error">;

/** What arrives, as an answer or as what the endpoint said instead. `started` is when it was asked, `performance.now()`. */
async function readArriving(
  { choice, dialect, label }: KnownEndpoint,
  arriving: Arriving,
  { request, onWritten }: Asked,
  started: number,
  heard: () => void,
): Promise<Read> {
  if (arriving.status < 200 || arriving.status >= 300) {
    const error = serverError(await readText(arriving, mostErrorBytes));
    return { error, outcome: refusalFailure(arriving.status, error, arriving.headers, choice) };
  }
  const read = await readReply(dialect, arriving, request, heard, onWritten);
  if (read.kind === "foreign") return { outcome: foreignAnswer(read.text, arriving.status, choice) };
  if (read.reply.error === undefined) {
    const latencyMs = performance.now() - started;
    return { outcome: answerOfReply(read.reply, request, { label, latencyMs }) };
  }
  const error = serverError(read.reply.error);
  return { error, outcome: errorInReply(error, choice) };
}

async function readReply(
  dialect: Dialect,
  arriving: Arriving,
  request: CompletionRequest,
  heard: () => void,
  onWritten: OnWritten | undefined,
) {
  const reader = makeReplyReader(dialect);
  const tell = makeWriting(onWritten);
  const most = charactersOf(request.maxTokens) + charactersOf(request.thinkingTokens ?? 0);
  let isTooLong = false;
  await arriving.read((text) => {
    heard();
    reader.feed(text);
    tell(reader.reply.text, reader.reply.reasoning);
    isTooLong = reader.reply.text.length > most;
    return !isTooLong;
  });
  if (isTooLong) return { kind: "reply" as const, reply: { ...reader.reply, finish: "length" as const } };
  return reader.end(arriving.status);
}

/** A call that never arrived: because of our own lock, because the host went away, or why else. */
async function explained(
  { origin, settings }: KnownEndpoint,
  outcome: CompletionOutcome,
  exchanges: readonly Exchange[],
): Promise<CompletionOutcome> {
  const isUnreached =
    outcome.kind === "failed" && outcome.error === "unreachable-or-cors" && outcome.status === undefined;
  if (!isUnreached) {
    if (exchanges.some(({ status }) => typeof status === "number")) noteAnswer(origin);
    return outcome;
  }
  if ((await settings.isBlocked?.(origin)) === true) {
    for (const one of exchanges) one.status = "blocked";
    return blockedFailure(origin);
  }
  const answers = answersOf(origin);
  if (answers > 0) return stoppedAnswering(origin, answers, new Date());
  return (await settings.explain?.()) ?? outcome;
}
