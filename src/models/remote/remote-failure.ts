import { isLocalAddress } from "../../shared/local-address.ts";
import { abortedFailure, modelFailure } from "../failure.ts";
import type { ModelErrorKind, ModelFailure } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { askedWait } from "./asked-wait.ts";
import { AnswerCut, AnswerTooLarge, NoRequestLeft, NotReached, NotSent } from "./exchange.ts";
import { accessHint } from "./provider-presets.ts";
import { type ServerError, serverError } from "./server-error.ts";
import type { GivenUp } from "./silence.ts";

const overflow =
  /context.?(length|window|size)|maximum context|too many (input )?tokens|(prompt|input|request) is too (long|large)|exceeds? the (available |model'?s? )?(context|maximum|limit of tokens)|reduce the length|token count.{0,40}exceeds|longer than the maximum model length|tokens.{0,40}must be <= ?\d/i;
/** Too much at once, under whatever status. */
const slowDown = /throttl|please wait before|too many requests/i;
/** Of a quota that fills up again by itself. */
const passingQuota =
  /per.?(second|minute|hour|day)|\b[rt]p[smd]\b|retryInfo|(?:try again|retry|wait)\D{0,40}\d/i;
const noMoney =
  /insufficient.?(quota|balance|credit|fund)|credit balance|exceeded your current quota|out of credit|not enough (credit|balance|quota)|payment required|billing|arrears/i;
const flagged =
  /content.?(policy|filter|management)|flagged|moderation|safety (system|filter|polic)|data_?inspection|inappropriate|violates? (our|the) (usage|content|safety)|prohibited (content|use)|\bflagged_input\b/i;
const aboutKey = /api.?key|credential|access token/i;
const noModel =
  /model\b.{0,80}\b(not exist|not found|unknown|not a valid|not available|is not supported|not loaded)|not a valid model|no such model|unknown model|model_not_found/i;

/** What a refusal is, by its status and its own words. */
function kindOf(status: number, error: ServerError): ModelErrorKind {
  const all = `${error.codes} ${error.words}`;
  const passes = passingQuota.test(`${all} ${error.raw}`);
  if (status === 401 || ((status === 400 || status === 403) && aboutKey.test(all))) return "authentication";
  if (status === 402) return "no-credit";
  if ([400, 403, 429].includes(status) && noMoney.test(all) && !passes) return "no-credit";
  if (status === 429 || ([400, 403].includes(status) && slowDown.test(all))) return "rate-limited";
  if ([400, 403, 422, 451].includes(status) && flagged.test(`${all} ${status === 403 ? error.raw : ""}`))
    return "content-refused";
  if (status === 403) return "forbidden";
  if (status === 413 || overflow.test(all)) return "context-overflow";
  if (status === 404 || (status === 400 && noModel.test(all))) return "unknown-model";
  if (status === 408 || status === 504 || status === 524) return "timeout";
  return status >= 500 ? "server-error" : "bad-response";
}

function sentence(
  kind: ModelErrorKind,
  status: number,
  { words, raw }: ServerError,
  choice: RemoteChoice,
): string {
  // Of a proxy before the server: it has let the page in.
  const isWebPage = /^\s*<(?:!doctype|html)/i.test(raw);
  const { hostname, origin } = new URL(choice.baseUrl);
  switch (kind) {
    case "authentication":
      return `${origin} did not accept the key: ${words}. Enter the key again, or make a new one.`;
    case "no-credit":
      return `${origin} asks for payment: ${words}. Add credit to the account of this key.`;
    case "content-refused":
      return `${origin} refused what this request says: ${words}. Other rows are not affected.`;
    case "forbidden": {
      // A page that can read a refusal has been let in; only words about it, or a server of one's own, mean the page.
      const isAboutPage =
        /origin|cors|host not allowed/i.test(words) ||
        (!choice.needsKey && isLocalAddress(hostname) && !isWebPage);
      return `${origin} refused the request: ${words}.${isAboutPage ? ` ${accessHint(choice.provider)}` : ""}`;
    }
    case "unknown-model":
      return `${origin} knows no model "${choice.model}" at ${choice.baseUrl}: ${words}. Choose one from its list, and check the end of the address (often /v1).`;
    case "rate-limited":
      return `${origin} asks for fewer requests: ${words}. Lower the requests per minute, or wait.`;
    case "context-overflow":
      return `The prompt and the answer it leaves room for are too long for ${choice.model}: ${words}. Shorten the prompt, lower "Longest answer, tokens", or choose a model with a longer context.`;
    case "timeout":
      return `${origin} took too long to answer: ${words}. Try again, or lower the number of calls at once.`;
    case "server-error":
      return `${origin} failed with status ${status}: ${words}. Nothing is lost; the call can be asked again.`;
    default:
      return `${origin} did not accept the request (status ${status}): ${words}`;
  }
}

/** A refusal in our words and the server's, under the status it came with or names itself. */
export function refusalFailure(
  status: number,
  error: ServerError,
  headers: Readonly<Record<string, string>>,
  choice: RemoteChoice,
): ModelFailure {
  const kind = kindOf(status, error);
  const wait = kind === "rate-limited" || status >= 500 ? askedWait(headers, error, Date.now()) : undefined;
  return modelFailure(kind, sentence(kind, status, error, choice), {
    status,
    words: error.words,
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
  });
}

/** Words of an error under status 200 that names no status, and the status they mean. */
const meanings: readonly (readonly [RegExp, number])[] = [
  [/rate.?limit|too many requests|quota/i, 429],
  [aboutKey, 401],
  [overflow, 400],
  [/unexpected endpoint|no such (path|route)|unknown (endpoint|path|url)|method not allowed/i, 0],
  [noModel, 404],
  [/overloaded|upstream|internal|unavailable|timed? ?out|broke off|provider|try again|crash|failed/i, 502],
];

/** An error inside a reply of status 200, classified like the status it names or means. */
export function errorInReply(error: ServerError, choice: RemoteChoice): ModelFailure {
  const status = error.status ?? meanings.find(([words]) => words.test(error.words))?.[1] ?? 0;
  if (status !== 0) return refusalFailure(status, error, {}, choice);
  const { origin } = new URL(choice.baseUrl);
  return modelFailure(
    "bad-response",
    `${origin} answered with an error: ${error.words}. Check the end of the address (often /v1) and the model's name.`,
    { words: error.words },
  );
}

/** Something came that is no model's answer: a web page, broken JSON, nothing. */
export function foreignAnswer(text: string, status: number, choice: RemoteChoice): ModelFailure {
  const { origin } = new URL(choice.baseUrl);
  const { words } = serverError(text);
  const said = text.trim() === "" ? "an empty answer" : `something that is not a model's answer: ${words}`;
  return modelFailure(
    "bad-response",
    `${origin} answered with ${said}. Check that the address ends where its ${choice.dialect === "openai-compatible" ? "OpenAI-style " : ""}paths begin (often /v1).`,
    { status, ...(text.trim() === "" ? {} : { words }) },
  );
}

/** The request did not leave: the app's own policy forbids this host. */
export function blockedFailure(origin: string): ModelFailure {
  return modelFailure(
    "blocked-by-offline-lock",
    `This studio did not let the request out: the offline lock or "This machine only" is on, or ${origin} is not among the hosts you allowed. Nothing was sent. Change it on the Storage & privacy page.`,
  );
}

/** A host that had answered and does not any more: no question of access. */
export function stoppedAnswering(origin: string, answers: number, at: Date): ModelFailure {
  const time = at.toTimeString().slice(0, 5);
  return modelFailure(
    "unreachable-or-cors",
    `${origin} stopped answering at ${time}, after ${answers === 1 ? "one answer" : `${answers} answers`}. Nothing is lost. Look whether that server still runs and this machine is still connected, then go on.`,
  );
}

/** What ended a call before its answer was read, as a value; a fault of ours is thrown on. */
export function brokenOff(
  thrown: unknown,
  choice: RemoteChoice,
  ended: { readonly byUser: boolean; readonly gaveUp: GivenUp | undefined },
): ModelFailure {
  if (ended.byUser) return abortedFailure;
  const { origin } = new URL(choice.baseUrl);
  if (ended.gaveUp === "length")
    return modelFailure(
      "timeout",
      `${origin} went on sending, but its answer took far longer than one of this length takes even a slow model, and was stopped. Nothing is lost; look whether that server is overloaded, or raise the time limit of this model.`,
    );
  if (ended.gaveUp === "silence")
    return modelFailure(
      "timeout",
      `${origin} sent nothing for too long. Nothing is lost; raise the time limit of this model or try again.`,
    );
  if (thrown instanceof AnswerTooLarge)
    return modelFailure(
      "bad-response",
      `${origin} sent far more than was asked for, and was stopped. Check the address.`,
    );
  if (thrown instanceof AnswerCut)
    return modelFailure(
      "unreachable-or-cors",
      `The connection to ${origin} was cut in the middle of the answer. The call can be asked again; if that goes on, look into the log of that server or of the proxy before it.`,
      // Has a status, by which it is told from a host that never answered.
      { status: thrown.status },
    );
  if (thrown instanceof NotSent && thrown.cause instanceof NoRequestLeft)
    return modelFailure(
      "requests-spent",
      `A request to ${origin} failed and was not sent again: every request the budget has left is set aside for other rows.`,
    );
  if (thrown instanceof NotSent)
    return modelFailure(
      "engine-dead",
      `Nothing was sent to ${origin}: the browser's storage took no note of the request first, without which nobody could tell what was paid for. Reload the page; if it comes back, look at the Storage page.`,
    );
  if (!(thrown instanceof NotReached)) throw thrown;
  return modelFailure(
    "unreachable-or-cors",
    `${origin} could not be reached, hung up, sent the request on to another address, or does not answer pages from here; a browser does not tell which. Check it on the Models page, which can find out. ${accessHint(choice.provider)}`,
  );
}
