import { hostOf } from "../host-of.ts";
import type { LocalChoice, ModelChoice, RewritingChoice, ThinkingChoice, Thinking } from "../model-choice.ts";
import { webLlmKind } from "../webllm/webllm-kind.ts";
import { ggufKind } from "../wllama/gguf-kind.ts";
import type { LocalEngine, ModelKind } from "./model-kind.ts";

/** Engines of this tab, the one that is offered first in front; their part of student.worker is in `host/loaders.ts`. */
export const localEngines = { webllm: webLlmKind, gguf: ggufKind } as const;

/** Caches that engines name themselves, and so without the path the studio is served from. */
export const weightCaches: readonly string[] = Object.values<Pick<LocalEngine<never, never>, "caches">>(
  localEngines,
).flatMap(({ caches = [] }) => caches);

type Kinds = { readonly [Kind in ModelChoice["kind"]]: ModelKind<Extract<ModelChoice, { kind: Kind }>> };

/** Every kind of model there is. */
export const modelKinds: Kinds = {
  ...localEngines,
  embedded: { name: () => "Embedded model", isSmall: true, repeatsItself: true, shape: {} },
  remote: {
    name: ({ model, baseUrl }) => `${model || "model"} at ${hostOf(baseUrl)}`,
    sizedName: ({ model }) => model,
    thinks: "as-is",
    callsAtOnce: ({ concurrency }) => concurrency ?? 4,
    addresses: ({ baseUrl }) => [baseUrl],
    shape: {
      dialect: "dialect",
      provider: "text",
      baseUrl: "address",
      model: "text",
      needsKey: "yes-no",
      "temperature?": "amount",
      "maxTokens?": "amount",
      "thinking?": "thinking",
      "concurrency?": "amount",
      "requestsPerMinute?": "amount",
      "tokensPerMinute?": "amount",
      "timeoutMs?": "amount",
    },
  },
  "browser-model": { name: () => "The browser’s own model", isSmall: true, shape: {} },
  coach: { name: () => "Coach", rewritesOnly: true, shape: {} },
  "embedded-reflector": { name: () => "Small neural reflector", rewritesOnly: true, shape: {} },
  "by-hand": { name: () => "By hand", rewritesOnly: true, shape: {} },
};

/** The facts of a choice's kind. */
export function kindOf<Choice extends ModelChoice>(choice: Choice): ModelKind<Choice> {
  // The table's own type says that a kind's entry takes choices of that kind.
  return modelKinds[choice.kind] as unknown as ModelKind<Choice>;
}

/** The engine that would run a local model in this tab. */
export function engineOf<Choice extends LocalChoice>(choice: Choice): LocalEngine<Choice, never> {
  return localEngines[choice.kind] as unknown as LocalEngine<Choice, never>;
}

/** Runs in this tab, with weights so heavy that two may have to take turns. */
export function isLocal(choice: ModelChoice): choice is LocalChoice {
  return Object.hasOwn(localEngines, choice.kind);
}

export function rewritesOnly(choice: ModelChoice): choice is RewritingChoice {
  return kindOf(choice).rewritesOnly === true;
}

export function mayThink(choice: ModelChoice): choice is ThinkingChoice {
  return kindOf(choice).thinks !== undefined;
}

/** How much a model is left to think. */
export function thinkingOf(choice: ThinkingChoice): Thinking {
  return choice.thinking ?? kindOf(choice).thinks ?? "as-is";
}

/** Requests to a model that may be under way at once where nobody set it. */
export function callsAtOnce(choice: ModelChoice): number {
  return kindOf(choice).callsAtOnce?.(choice) ?? 1;
}

export function addressesOf(choice: ModelChoice): readonly string[] {
  return kindOf(choice).addresses?.(choice) ?? [];
}

/** Whether two choices are the same model, however it is set. */
export function isSameModel(a: ModelChoice, b: ModelChoice): boolean {
  return (
    a.kind === b.kind &&
    kindOf(a).name(a) === kindOf(b).name(b) &&
    addressesOf(a).join(" ") === addressesOf(b).join(" ")
  );
}
