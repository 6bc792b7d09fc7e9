import { modelFailure } from "../failure.ts";
import type {
  CompletionOutcome,
  CompletionRequest,
  LanguageModel,
  ModelFailure,
  OnWritten,
} from "../language-model.ts";
import { type RemoteChoice, thinkingMark } from "../model-choice.ts";
import { modelName } from "../model-name.ts";
import { answerOfReply, charactersOf } from "../reply/answer-of-reply.ts";
import { makeWriting } from "../writing.ts";
import { answersOf, noteAnswer } from "./answers-so-far.ts";
import { dialects } from "./dialects/dialects.ts";
import { type Arriving, type Exchange, exchange, readText } from "./exchange.ts";
import { mostPlainHttpCalls } from "./plain-http.ts";
import { presetOf } from "./provider-presets.ts";
import {
  endpointOf,
  learnAll,
  learnLength,
  learnName,
  noteTaken,
  type Quirks,
  quirksOf,
  tokensToAsk,
  type WiredBody,
  wireBody,
} from "./quirks.ts";
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
import { toldWithoutKey, withoutKey } from "./without-key.ts";

/** How long a host may be silent. Generous: a model may think for minutes before its first word. */
const usualSilenceMs = 180_000;

/** An answer of fewer tokens is there before its words could be read as they come. */
const streamFromTokens = 65;
/** Each learned refusal costs an attempt; an endpoint refuses a handful at most. */
const mostAttempts = 12;
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

/** One attempt: its outcome, and the refusal it may have been. */
interface Attempt {
  readonly outcome: CompletionOutcome;
  readonly wired: WiredBody;
  readonly maxTokens: number;
  readonly error?: ServerError;
}

/** An endpoint as a LanguageModel: one plain attempt per call; retries, limits and prices are wrappers. */
export function makeRemoteModel(choice: RemoteChoice, settings: RemoteSettings): LanguageModel {
  const preset = presetOf(choice.provider);
  const dialect = dialects[choice.dialect];
  const { origin, protocol } = new URL(choice.baseUrl);
  const endpoint = endpointOf(choice);
  const label = modelName(choice);
  const quirks = quirksOf(endpoint);
  const wanted = choice.concurrency ?? preset?.concurrency ?? 4;

  async function attempt(
    request: CompletionRequest,
    key: string | undefined,
    signal: AbortSignal,
    onWritten: OnWritten | undefined,
  ): Promise<Attempt> {
    const asked = request.maxTokens + (request.thinkingTokens ?? 0);
    const maxTokens = tokensToAsk(request, asked, quirks);
    const streams = (maxTokens >= streamFromTokens || onWritten !== undefined) && !refusesStreams(quirks);
    const wired = wireBody(dialect.body({ choice, request, maxTokens, streams }), quirks);
    const exchanges: Exchange[] = [];
    const patience = makePatience(signal, choice.timeoutMs ?? usualSilenceMs);
    let outcome: CompletionOutcome;
    let error: ServerError | undefined;
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
      if (arriving.status < 200 || arriving.status >= 300) {
        error = serverError(await readText(arriving, mostErrorBytes));
        outcome = refusalFailure(arriving.status, error, arriving.headers, choice);
      } else {
        const read = await readReply(arriving, request, patience.heard, onWritten);
        if (read.kind === "foreign") outcome = foreignAnswer(read.text, arriving.status, choice);
        else if (read.reply.error === undefined)
          outcome = answerOfReply(read.reply, request, { label, latencyMs: performance.now() - started });
        else {
          error = serverError(read.reply.error);
          outcome = errorInReply(error, choice);
        }
      }
    } catch (thrown) {
      outcome = brokenOff(thrown, choice, {
        byUser: signal.aborted,
        bySilence: patience.wasSilent(),
      });
    } finally {
      patience.settle();
    }
    outcome = withoutKey(await explained(outcome, exchanges), key);
    for (const one of exchanges) await settings.onExchange?.(one, outcome, signal);
    return { outcome, wired, maxTokens, ...(error === undefined ? {} : { error }) };
  }

  async function readReply(
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

  return {
    identity: `${endpoint}${thinkingMark(choice.thinking)}`,
    label,
    capabilities: {
      prefixReuse: preset?.prefixReuse ?? "unknown",
      seed: dialect.takesSeed,
      temperature: true,
      jsonSchema: preset?.jsonSchema ?? true,
      ...(dialect.tellsChances ? { logProbabilities: true as const } : {}),
      // Servers batch calls and change under us; nobody promises the same answer twice.
      deterministic: false,
      // More would wait in the browser's own queue, where our time limit already counts.
      maxConcurrent:
        protocol === "http:" ? Math.min(wanted, settings.mostPlainHttpCalls ?? mostPlainHttpCalls) : wanted,
      abort: "request",
    },
    async complete(asked, signal, onWritten) {
      // What the user set for this model wins.
      const request = choice.maxTokens === undefined ? asked : { ...asked, maxTokens: choice.maxTokens };
      const key = settings.keyFor(origin);
      if (choice.needsKey && key === undefined)
        return modelFailure(
          "needs-key",
          `${origin} needs a key, and none is held in this tab. Enter it on the Models page; the run goes on by itself.`,
        );
      let firstRefusal: CompletionOutcome | undefined;
      for (let tries = 1; ; tries++) {
        const done = await attempt(request, key, signal, toldWithoutKey(onWritten, key));
        const { outcome } = done;
        if (outcome.kind === "completed") noteTaken(quirks, done.wired);
        if (outcome.kind === "completed" || tries >= mostAttempts || signal.aborted) return outcome;
        const learned = learnFrom(done, outcome, request, quirks);
        if (learned === "nothing") return firstRefusal ?? outcome;
        if (learned === "all") firstRefusal = outcome;
      }
    },
    dispose: async () => undefined,
  };
}

const refusesStreams = ({ refused }: Quirks): boolean => refused.has("stream");

/** What a failed attempt taught of the endpoint; `nothing`: asking again would go the same way. */
function learnFrom(
  { wired, maxTokens, error }: Attempt,
  failure: ModelFailure,
  request: CompletionRequest,
  quirks: Quirks,
): "nothing" | "something" | "all" {
  const { status } = failure;
  if (error === undefined || status === undefined) return "nothing";
  const refusal = { request, maxTokens, wired, error, status };
  const kind = failure.error;
  if (kind === "bad-response" || kind === "context-overflow")
    if (learnLength(refusal, quirks)) return "something";
  if (kind === "bad-response" || kind === "unknown-model" || (kind === "server-error" && status <= 501))
    if (learnName(refusal, quirks)) return "something";
  return kind === "bad-response" && learnAll(refusal, quirks) ? "all" : "nothing";
}
