import { modelFailure } from "../failure.ts";
import type {
  CompletionOutcome,
  CompletionRequest,
  LanguageModel,
  ModelCapabilities,
  ModelFailure,
} from "../language-model.ts";
import { type RemoteChoice, thinkingMark } from "../model-choice.ts";
import { modelName } from "../model-name.ts";
import { type Attempt, attempt, type KnownEndpoint, type RemoteSettings } from "./attempt.ts";
import { dialects } from "./dialects/dialects.ts";
import { mostPlainHttpCalls } from "./plain-http.ts";
import { presetOf } from "./provider-presets.ts";
import { endpointOf, learnAll, learnLength, learnName, noteTaken, type Quirks, quirksOf } from "./quirks.ts";
import { toldWithoutKey } from "./without-key.ts";

/** Each learned refusal costs an attempt; an endpoint refuses a handful at most. */
const mostAttempts = 12;

/** An endpoint as a LanguageModel: one plain attempt per call; retries, limits and prices are wrappers. */
export function makeRemoteModel(choice: RemoteChoice, settings: RemoteSettings): LanguageModel {
  const name = endpointOf(choice);
  const { origin } = new URL(choice.baseUrl);
  const endpoint: KnownEndpoint = {
    choice,
    dialect: dialects[choice.dialect],
    origin,
    label: modelName(choice),
    quirks: quirksOf(name),
    settings,
  };
  return {
    identity: `${name}${thinkingMark(choice.thinking)}`,
    label: endpoint.label,
    capabilities: capabilities(endpoint),
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
        const done = await attempt(endpoint, {
          request,
          key,
          signal,
          onWritten: toldWithoutKey(onWritten, key),
        });
        const { outcome } = done;
        if (outcome.kind === "completed") noteTaken(endpoint.quirks, done.wired);
        if (outcome.kind === "completed" || tries >= mostAttempts || signal.aborted) return outcome;
        const learned = learnFrom(done, outcome, request, endpoint.quirks);
        if (learned === "nothing") return firstRefusal ?? outcome;
        if (learned === "all") firstRefusal = outcome;
      }
    },
    dispose: async () => undefined,
  };
}

function capabilities({ choice, dialect, settings }: KnownEndpoint): ModelCapabilities {
  const preset = presetOf(choice.provider);
  const { protocol } = new URL(choice.baseUrl);
  const wanted = choice.concurrency ?? preset?.concurrency ?? 4;
  return {
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
  };
}

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
