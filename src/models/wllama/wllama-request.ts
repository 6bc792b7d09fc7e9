import type { ChatCompletionParams } from "@wllama/wllama/esm/types/oai-compat.js";

import type { Completion, CompletionRequest } from "../language-model.ts";
import type { Thinking } from "../model-choice.ts";
import { choiceGrammar } from "./choice-grammar.ts";
import type { ChatPiece } from "./open-engine.ts";

/** How chat templates are told to think less; those that do not think take no notice. */
function thinkingOf(level: Thinking | undefined): Partial<ChatCompletionParams> {
  if (level === "off") return { chat_template_kwargs: { enable_thinking: false, thinking: false } };
  return level === "low" ? { chat_template_kwargs: { reasoning_effort: "low" } } : {};
}

/** Our request in the words of llama-server, which wllama is. */
export function toWllama(
  request: CompletionRequest,
  signal: AbortSignal,
  how: { readonly thinking: Thinking | undefined; readonly streams: boolean },
): ChatCompletionParams {
  const format = request.responseFormat;
  return {
    messages: request.messages.map((message) => ({ ...message })),
    max_tokens: request.maxTokens + (request.thinkingTokens ?? 0),
    abortSignal: signal,
    cache_prompt: true,
    ...(how.streams ? { stream: true, stream_options: { include_usage: true } } : {}),
    ...thinkingOf(how.thinking),
    ...(request.probabilities === true ? { logprobs: true, top_logprobs: 10 } : {}),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.stop === undefined ? {} : { stop: [...request.stop] }),
    ...(format?.kind === "choice" ? { grammar: choiceGrammar(format.choices) } : {}),
    ...(format?.kind === "json-object" ? { response_format: { type: "json_object" } } : {}),
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

/** Milliseconds of reading and writing, as the engine says them with its last piece. */
export const timingsOf = ({ timings }: ChatPiece): Completion["timings"] | undefined =>
  timings === undefined ? undefined : { promptMs: timings.prompt_ms, decodeMs: timings.predicted_ms };
