import { modelFailure } from "../failure.ts";
import type { CompletionOutcome, CompletionRequest, LanguageModel } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { modelName } from "../model-name.ts";
import { type Exchange, makeGuardedFetch } from "./guarded-fetch.ts";
import { keyHeaders } from "./key-headers.ts";
import { mostPlainHttpCalls } from "./plain-http.ts";
import { presetOf } from "./provider-presets.ts";
import { type Quirks, refusedParameter } from "./quirks.ts";
import { blockedFailure, remoteFailure } from "./remote-failure.ts";
import { fromSdkAnswer, toSdkCall } from "./remote-request.ts";
import { makeSdkModel } from "./sdk-model.ts";
import { withoutKey } from "./without-key.ts";

/** Generous: a reasoning model may think for minutes. */
export const usualTimeoutMs = 180_000;

export interface RemoteSettings {
  /** Asked anew for every call, so that a key entered later is used and a forgotten one is not. */
  readonly keyFor: (origin: string) => string | undefined;
  /** Whether this app's own policy keeps requests from this origin. */
  readonly isBlocked?: (origin: string) => Promise<boolean>;
  /** Connections this platform opens to one plain-http host; left out, a browser's. */
  readonly mostPlainHttpCalls?: number;
  /** Told about every exchange when it is over, answered or not. */
  readonly onExchange?: (exchange: Exchange, outcome: CompletionOutcome, request: CompletionRequest) => void;
}

/** Aborts with the caller's signal or when the time is up; `settle` lets go of both. */
function callSignal(signal: AbortSignal, timeoutMs: number) {
  const controller = new AbortController();
  let timeUp = false;
  const stop = (): void => controller.abort(signal.reason);
  const timer = setTimeout(() => {
    timeUp = true;
    controller.abort(new DOMException("the time is up", "TimeoutError"));
  }, timeoutMs);
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return {
    ended: controller.signal,
    isTimeUp: () => timeUp,
    settle() {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    },
  };
}

/** An endpoint as a LanguageModel: one plain attempt per call; retries, limits and prices are wrappers. */
export function makeRemoteModel(choice: RemoteChoice, settings: RemoteSettings): LanguageModel {
  const preset = presetOf(choice.provider);
  const quirks: Quirks = { without: new Set() };
  const { origin, protocol } = new URL(choice.baseUrl);
  const exchangesOf = new WeakMap<AbortSignal, Exchange[]>();
  const guarded = makeGuardedFetch(choice.dialect, (exchange, ended) => {
    if (ended) exchangesOf.get(ended)?.push(exchange);
  });
  const sdk = makeSdkModel(choice, guarded, quirks);
  const wanted = choice.concurrency ?? preset?.concurrency ?? 4;

  async function attempt(
    request: CompletionRequest,
    key: string | undefined,
    signal: AbortSignal,
  ): Promise<CompletionOutcome> {
    const exchanges: Exchange[] = [];
    const { ended, isTimeUp, settle } = callSignal(signal, choice.timeoutMs ?? usualTimeoutMs);
    exchangesOf.set(ended, exchanges);
    const started = performance.now();
    let outcome: CompletionOutcome;
    try {
      const answer = await sdk.doGenerate({
        ...toSdkCall(request, choice, ended),
        headers: keyHeaders(choice, key),
      });
      // One package takes JSON of any shape for an answer without content.
      outcome =
        answer.content.length === 0 && answer.finishReason.raw === undefined
          ? modelFailure(
              "bad-response",
              `${origin} answered with something that is not a model's answer. Check the address.`,
            )
          : fromSdkAnswer(answer, performance.now() - started);
    } catch (thrown) {
      outcome = remoteFailure(thrown, choice, { byUser: signal.aborted, byTimeout: isTimeUp() });
    } finally {
      settle();
    }
    outcome = withoutKey(outcome, key);
    if (
      outcome.kind === "failed" &&
      outcome.error === "unreachable-or-cors" &&
      (await settings.isBlocked?.(origin)) === true
    ) {
      outcome = blockedFailure(origin);
      for (const exchange of exchanges) exchange.status = "blocked";
    }
    for (const exchange of exchanges) settings.onExchange?.(exchange, outcome, request);
    return outcome;
  }

  return {
    identity: `${choice.dialect}:${choice.baseUrl}:${choice.model}`,
    label: modelName(choice),
    capabilities: {
      prefixReuse: preset?.prefixReuse ?? "unknown",
      seed: choice.dialect !== "anthropic",
      temperature: true,
      jsonSchema: preset?.jsonSchema ?? true,
      // Servers batch calls and change under us; nobody promises the same answer twice.
      deterministic: false,
      // More would wait in the browser's own queue, where our time limit already counts.
      maxConcurrent:
        protocol === "http:" ? Math.min(wanted, settings.mostPlainHttpCalls ?? mostPlainHttpCalls) : wanted,
      abort: "request",
    },
    async complete(request, signal) {
      const key = settings.keyFor(origin);
      if (choice.needsKey && key === undefined)
        return modelFailure(
          "needs-key",
          `${origin} needs a key, and none is held in this tab. Enter it on the Models page; the run goes on by itself.`,
        );
      let outcome = await attempt(request, key, signal);
      // Each refused parameter is learned once; the set only grows, so this ends.
      while (outcome.kind === "failed" && (outcome.status === 400 || outcome.status === 422)) {
        const refused = refusedParameter(outcome.message);
        if (refused === undefined || quirks.without.has(refused)) return outcome;
        quirks.without.add(refused);
        outcome = await attempt(request, key, signal);
      }
      return outcome;
    },
    dispose: async () => undefined,
  };
}
