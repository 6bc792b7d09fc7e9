import { abortedFailure, describeThrown, modelFailure } from "../failure.ts";
import type { ModelFailure } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { AnswerCut, AnswerTooLarge } from "./guarded-fetch.ts";
import { presetOf } from "./provider-presets.ts";

/** What a provider package throws about an HTTP exchange; its class does not survive bundling, its shape does. */
interface CallError {
  readonly statusCode?: number;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly responseBody?: string;
  readonly message: string;
  readonly cause?: unknown;
}

const isCallError = (thrown: unknown): thrown is CallError =>
  thrown instanceof Error && "requestBodyValues" in thrown;

/** An error and what caused it, outermost first. */
function* causes(thrown: unknown): Generator<unknown> {
  for (let at: unknown = thrown; at !== undefined && at !== null; at = (at as { cause?: unknown }).cause) {
    yield at;
    if (typeof at !== "object") return;
  }
}

/** Seconds to wait, from `retry-after` (seconds or a date) or `retry-after-ms`. */
export function retryAfterSeconds(
  headers: Readonly<Record<string, string>>,
  now: number,
): number | undefined {
  const ms = Number(headers["retry-after-ms"]);
  if (headers["retry-after-ms"] !== undefined && Number.isFinite(ms)) return Math.max(0, ms / 1000);
  const value = headers["retry-after"];
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

/** The server's own words, found in whichever shape its error has. */
export function serverWords(body: string | undefined): string {
  if (body === undefined || body.trim() === "") return "it gave no reason";
  try {
    const json = JSON.parse(body) as { error?: unknown; message?: unknown; detail?: unknown };
    const { error } = json;
    const inner =
      typeof error === "object" && error !== null ? (error as { message?: unknown }).message : error;
    const words = inner ?? json.message ?? json.detail;
    if (words !== undefined) return typeof words === "string" ? words : JSON.stringify(words);
  } catch {
    // Not JSON: a proxy's page, most likely.
  }
  return body
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 200);
}

const overflow =
  /context.?(length|window|size)|maximum context|too many (input )?tokens|prompt is too long|exceeds? the (available )?(context|maximum)/i;

function failureOfStatus(status: number, error: CallError, choice: RemoteChoice): ModelFailure {
  const { origin } = new URL(choice.baseUrl);
  const words = serverWords(error.responseBody);
  const wait = retryAfterSeconds(error.responseHeaders ?? {}, Date.now());
  const extra = { status, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) };
  // Gemini says 400 for a wrong key.
  if (status === 401 || (status === 400 && /api.?key/i.test(words)))
    return modelFailure(
      "authentication",
      `${origin} did not accept the key: ${words}. Enter the key again, or make a new one.`,
      extra,
    );
  // OpenAI says 429 for an empty account too; asking again would never help.
  if (status === 402 || (status === 429 && /insufficient.?quota|exceeded your current quota/i.test(words)))
    return modelFailure(
      "forbidden",
      `${origin} asks for payment: ${words}. Add credit to the account of this key.`,
      extra,
    );
  if (status === 403)
    return modelFailure("forbidden", `${origin} refused the request: ${words}. ${accessHint(choice)}`, extra);
  if (status === 404)
    return modelFailure(
      "unknown-model",
      `${origin} knows no model "${choice.model}" at ${choice.baseUrl}: ${words}. Choose one from its list, and check the end of the address (often /v1).`,
      extra,
    );
  if (status === 429)
    return modelFailure(
      "rate-limited",
      `${origin} asks for fewer requests: ${words}. Lower the requests per minute, or wait.`,
      extra,
    );
  if (status === 413 || (status === 400 && overflow.test(words)))
    return modelFailure(
      "context-overflow",
      `The prompt is too long for ${choice.model}: ${words}. Shorten the prompt or choose a model with a longer context.`,
      extra,
    );
  if (status === 408 || status === 504)
    return modelFailure(
      "timeout",
      `${origin} took too long to answer: ${words}. Try again, or lower the number of calls at once.`,
      extra,
    );
  if (status >= 500)
    return modelFailure(
      "server-error",
      `${origin} failed with status ${status}: ${words}. Nothing is lost; the call can be asked again.`,
      extra,
    );
  return modelFailure(
    "bad-response",
    `${origin} did not accept the request (status ${status}): ${words}`,
    extra,
  );
}

/** How this server is told to let this page in. */
export function accessHint(choice: RemoteChoice): string {
  const origin = typeof location === "undefined" ? "this page's address" : location.origin;
  const hint = presetOf(choice.provider)?.accessHint ?? "The server must allow pages from {origin} (CORS).";
  return hint.replaceAll("{origin}", origin);
}

/** The request did not leave: the app's own policy forbids this host. */
export function blockedFailure(origin: string): ModelFailure {
  return modelFailure(
    "blocked-by-offline-lock",
    `This studio did not let the request out: the offline lock is on, or ${origin} is not among the hosts you allowed. Nothing was sent. Change it on the Storage & privacy page.`,
  );
}

/** Turns whatever a remote call threw into a value; `signal` tells a stop by the user from a timeout of ours. */
export function remoteFailure(
  thrown: unknown,
  choice: RemoteChoice,
  ended: { readonly byUser: boolean; readonly byTimeout: boolean },
): ModelFailure {
  if (ended.byUser) return abortedFailure;
  const { origin } = new URL(choice.baseUrl);
  if (ended.byTimeout)
    return modelFailure(
      "timeout",
      `${origin} did not answer in time. Nothing is lost; raise the time limit of this model or try again.`,
    );
  const chain = [...causes(thrown)];
  if (chain.some((error) => error instanceof AnswerTooLarge))
    return modelFailure(
      "bad-response",
      `${origin} sent an answer of more than 16 MB, which no model does. Check the address.`,
    );
  const cut = chain.find((error) => error instanceof AnswerCut);
  if (cut !== undefined) return cutFailure(origin, cut.status);
  const call = chain.find(isCallError);
  const status = call?.statusCode;
  if (call !== undefined && status !== undefined && (status < 200 || status >= 300))
    return failureOfStatus(status, call, choice);
  const isParse = chain.some(
    (error) =>
      error instanceof Error &&
      /JSONParse|TypeValidation|EmptyResponse|InvalidResponseData|NoContentGenerated/.test(error.name),
  );
  if (isParse)
    return modelFailure(
      "bad-response",
      `${origin} answered with something that is not a model's answer: ${describeThrown(thrown).slice(0, 200)}. Check that the address ends where its OpenAI-style paths begin (often /v1).`,
      status === undefined ? {} : { status },
    );
  if (status !== undefined) return cutFailure(origin, status);
  return modelFailure(
    "unreachable-or-cors",
    `${origin} could not be reached, hung up, sent the request on to another address, or does not answer pages from here; a browser does not tell which. Check it on the Models page, which can find out. ${accessHint(choice)}`,
  );
}

/** Has a status, by which it is told from a host that never answered. */
function cutFailure(origin: string, status: number): ModelFailure {
  return modelFailure(
    "unreachable-or-cors",
    `The connection to ${origin} was cut in the middle of the answer. The call can be asked again; if that goes on, look into the log of that server or of the proxy before it.`,
    { status },
  );
}
