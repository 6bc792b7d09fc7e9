import type { Completion, CompletionRequest, FinishReason, TokenUsage } from "../language-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { type Piece, piecesOf } from "../pictures.ts";
import { splitThinking } from "../thinking.ts";
import type { SdkAnswer, SdkCall } from "./sdk-model.ts";

/** Anthropic reads a prefix from its cache only where asked to; below about 1,000 tokens it does not cache. */
const anthropicCacheFromCharacters = 4000;

/** Our request in the words the provider packages share. What the user set for this model wins. */
export function toSdkCall(
  request: CompletionRequest,
  choice: RemoteChoice,
  abortSignal: AbortSignal,
): SdkCall {
  const temperature = choice.temperature ?? request.temperature;
  const format = request.responseFormat;
  return {
    prompt: request.messages.map((message) => {
      if (message.role !== "system")
        return { role: message.role, content: piecesOf(message.content).map(partOf) };
      const isLong = choice.dialect === "anthropic" && message.content.length >= anthropicCacheFromCharacters;
      return {
        role: "system" as const,
        content: message.content,
        ...(isLong ? { providerOptions: { anthropic: { cacheControl: { type: "ephemeral" } } } } : {}),
      };
    }),
    maxOutputTokens: choice.maxTokens ?? request.maxTokens,
    abortSignal,
    ...(temperature === undefined ? {} : { temperature }),
    ...(request.seed === undefined || choice.dialect === "anthropic" ? {} : { seed: request.seed }),
    ...(request.stop === undefined ? {} : { stopSequences: [...request.stop] }),
    ...(format?.kind === "json-schema"
      ? { responseFormat: { type: "json" as const, schema: format.schema } }
      : {}),
  };
}

function partOf(piece: Piece) {
  return piece.kind === "words"
    ? { type: "text" as const, text: piece.text }
    : { type: "file" as const, mediaType: piece.mediaType, data: piece.base64 };
}

const reasons: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  "content-filter": "content-filter",
};

/** Where each endpoint writes what it read from its cache, and what it spent on thinking. */
const cachedPaths = [
  ["prompt_tokens_details", "cached_tokens"],
  ["prompt_cache_hit_tokens"],
  ["cache_read_input_tokens"],
  ["cachedContentTokenCount"],
] as const;
const reasoningPaths = [["completion_tokens_details", "reasoning_tokens"], ["thoughtsTokenCount"]] as const;

/** The first number found. The packages give 0 where an endpoint says nothing, and silence is not 0. */
function reported(raw: unknown, paths: readonly (readonly string[])[]): number | undefined {
  for (const path of paths) {
    let at: unknown = raw;
    for (const name of path) at = (at as Record<string, unknown> | null | undefined)?.[name];
    if (typeof at === "number") return at;
  }
  return undefined;
}

function usageOf({ inputTokens, outputTokens, raw }: SdkAnswer["usage"]): TokenUsage {
  const cached = reported(raw, cachedPaths);
  const reasoning = reported(raw, reasoningPaths);
  return {
    ...(inputTokens.total === undefined ? {} : { promptTokens: inputTokens.total }),
    ...(cached === undefined ? {} : { cachedPromptTokens: cached }),
    ...(outputTokens.total === undefined ? {} : { completionTokens: outputTokens.total }),
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
  };
}

/** OpenRouter says what a call cost. */
function statedCost(usage: SdkAnswer["usage"]): number | undefined {
  const cost = usage.raw?.["cost"];
  return typeof cost === "number" ? cost : undefined;
}

/** A provider's answer in our words, thinking kept apart wherever it came from. */
export function fromSdkAnswer(answer: SdkAnswer, latencyMs: number): Completion {
  const parts = (type: "text" | "reasoning"): string =>
    answer.content.map((part) => (part.type === type ? part.text : "")).join("");
  const split = splitThinking(parts("text"));
  const reasoning = [parts("reasoning"), split.reasoning ?? ""].filter((text) => text !== "").join("\n");
  const costUsd = statedCost(answer.usage);
  return {
    kind: "completed",
    text: split.text,
    ...(reasoning === "" ? {} : { reasoning }),
    finishReason: reasons[answer.finishReason.unified] ?? "other",
    usage: usageOf(answer.usage),
    latencyMs,
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}
