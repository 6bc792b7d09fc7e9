import type {
  ChatCompletionParams,
  ChatCompletionResponse,
  ResultTimings,
} from "@wllama/wllama/esm/types/oai-compat.js";

import type { Completion, CompletionRequest, FinishReason } from "../language-model.ts";
import { splitThinking } from "../thinking.ts";
import { choiceGrammar } from "./choice-grammar.ts";

/** Our request in the words of llama-server, which wllama is. */
export function toWllama(request: CompletionRequest, signal: AbortSignal): ChatCompletionParams {
  const format = request.responseFormat;
  return {
    messages: request.messages.map((message) => ({ ...message })),
    max_tokens: request.maxTokens,
    abortSignal: signal,
    cache_prompt: true,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.stop === undefined ? {} : { stop: [...request.stop] }),
    ...(format?.kind === "choice" ? { grammar: choiceGrammar(format.choices) } : {}),
    ...(format?.kind === "json-schema"
      ? {
          response_format: {
            type: "json_schema",
            json_schema: { name: "answer", schema: format.schema, strict: true },
          },
        }
      : {}),
  };
}

const reasons: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  content_filter: "content-filter",
};

/** llama-server's answer in our words. */
export function fromWllama(
  answer: ChatCompletionResponse & { readonly timings?: ResultTimings },
  latencyMs: number,
): Completion {
  const choice = answer.choices[0];
  const message = choice?.message as
    | { content?: string | null; reasoning_content?: string | null }
    | undefined;
  const split = splitThinking(message?.content ?? "");
  const reasoning = message?.reasoning_content ?? split.reasoning;
  const cached = answer.usage.prompt_tokens_details?.cached_tokens ?? answer.timings?.cache_n;
  return {
    kind: "completed",
    text: split.text,
    ...(reasoning === undefined || reasoning === null ? {} : { reasoning }),
    finishReason: reasons[choice?.finish_reason ?? ""] ?? "other",
    usage: {
      promptTokens: answer.usage.prompt_tokens,
      completionTokens: answer.usage.completion_tokens,
      ...(cached === undefined ? {} : { cachedPromptTokens: cached }),
    },
    latencyMs,
    ...(answer.timings === undefined
      ? {}
      : { timings: { promptMs: answer.timings.prompt_ms, decodeMs: answer.timings.predicted_ms } }),
  };
}
