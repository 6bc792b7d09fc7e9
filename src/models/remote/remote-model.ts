import { modelFailure } from "../failure.ts";
import type { CompletionOutcome, CompletionRequest, LanguageModel } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { type Exchange, makeGuardedFetch } from "./guarded-fetch.ts";
import { presetOf } from "./provider-presets.ts";
import { type Quirks, refusedParameter } from "./quirks.ts";
import { blockedFailure, remoteFailure } from "./remote-failure.ts";
import { fromSdkAnswer, toSdkCall } from "./remote-request.ts";
import { makeSdkModel } from "./sdk-model.ts";
import { withoutKey } from "./without-key.ts";

/** Generous: a reasoning model may think for minutes. */
export const usualTimeoutMs = 180_000;

/** Browsers open no more connections to one host that speaks HTTP/1.1, as plain http servers do. */
export const mostPlainHttpCalls = 6;

export interface RemoteSettings {
  /** Asked anew for every call, so that a key entered later is used and a forgotten one is not. */
  readonly keyFor: (origin: string) => string | undefined;
  /** Whether this app's own policy keeps requests from this origin. */
  readonly isBlocked?: (origin: string) => Promise<boolean>;
  /** Told about every exchange when it is over, answered or not. */
  readonly onExchange?: (exchange: Exchange, outcome: CompletionOutcome, request: CompletionRequest) => void;
}

/** An endpoint as a LanguageModel: one plain attempt per call; retries, limits and prices are wrappers. */
export function makeRemoteModel(choice: RemoteChoice, settings: RemoteSettings): LanguageModel {
  const preset = presetOf(choice.provider);
  const quirks: Quirks = { without: new Set() };
  const { origin, protocol } = new URL(choice.baseUrl);
  const wanted = choice.concurrency ?? preset?.concurrency ?? 4;

  async function attempt(
    request: CompletionRequest,
    key: string | undefined,
    signal: AbortSignal,
  ): Promise<CompletionOutcome> {
    const exchanges: Exchange[] = [];
    const timeout = AbortSignal.timeout(choice.timeoutMs ?? usualTimeoutMs);
    const started = performance.now();
    let outcome: CompletionOutcome;
    try {
      const guarded = makeGuardedFetch(choice.dialect, (exchange) => exchanges.push(exchange));
      const model = makeSdkModel(choice, key, guarded, quirks);
      const answer = await model.doGenerate(toSdkCall(request, choice, AbortSignal.any([signal, timeout])));
      // One package takes JSON of any shape for an answer without content.
      outcome =
        answer.content.length === 0 && answer.finishReason.raw === undefined
          ? modelFailure(
              "bad-response",
              `${origin} answered with something that is not a model's answer. Check the address.`,
            )
          : fromSdkAnswer(answer, performance.now() - started);
    } catch (thrown) {
      outcome = remoteFailure(thrown, choice, { byUser: signal.aborted, byTimeout: timeout.aborted });
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
    label: `${choice.model} (${preset?.label ?? new URL(choice.baseUrl).host})`,
    capabilities: {
      prefixReuse: preset?.prefixReuse ?? "unknown",
      seed: choice.dialect !== "anthropic",
      temperature: true,
      jsonSchema: preset?.jsonSchema ?? true,
      // Servers batch calls and change under us; nobody promises the same answer twice.
      deterministic: false,
      // More would wait in the browser's own queue, where our time limit already counts.
      maxConcurrent: protocol === "http:" ? Math.min(wanted, mostPlainHttpCalls) : wanted,
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
