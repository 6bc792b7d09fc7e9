import * as v from "valibot";

import { remoteDialects } from "../../models/model-choice.ts";
import { address, count, finite, text } from "./row-shapes.ts";

const thinking = v.optional(v.picklist(["off", "low", "as-is"]));
const limit = v.optional(v.pipe(finite, v.minValue(0)));

/** What a choice of a model must at least be. */
export const model = v.variant("kind", [
  v.looseObject({
    kind: v.literal("remote"),
    dialect: v.picklist(remoteDialects),
    provider: text,
    baseUrl: address,
    model: text,
    needsKey: v.boolean(),
    temperature: limit,
    maxTokens: limit,
    thinking,
    concurrency: limit,
    requestsPerMinute: limit,
    tokensPerMinute: limit,
    timeoutMs: limit,
  }),
  v.looseObject({
    kind: v.literal("gguf"),
    label: text,
    source: v.variant("kind", [
      v.looseObject({ kind: v.literal("stored-file"), names: v.array(text) }),
      v.looseObject({ kind: v.literal("url"), urls: v.array(address) }),
    ]),
    contextLength: v.optional(count),
    thinking,
    threads: v.optional(count),
  }),
  v.looseObject({
    kind: v.literal("webllm"),
    modelId: text,
    contextLength: v.optional(count),
    thinking,
    custom: v.optional(v.looseObject({ model: address, library: address })),
  }),
  v.looseObject({ kind: v.literal("embedded") }),
  v.looseObject({ kind: v.literal("browser-model") }),
  v.looseObject({ kind: v.literal("coach") }),
  v.looseObject({ kind: v.literal("embedded-reflector") }),
  v.looseObject({ kind: v.literal("by-hand") }),
]);

const hash = v.pipe(
  text,
  v.regex(/^[0-9a-f]{64}$/, ({ input }) => `"${input}" is no SHA-256`),
);

/** What a model said of itself. */
export const used = v.looseObject({
  identity: text,
  label: text,
  weightsSha256: v.optional(hash),
  weights: v.optional(v.array(v.looseObject({ name: text, bytes: count, sha256: hash }))),
  contextLength: v.optional(count),
});
