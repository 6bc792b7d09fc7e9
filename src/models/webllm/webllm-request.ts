import type { ChatCompletion, ChatCompletionRequestNonStreaming } from "@mlc-ai/web-llm";

import type { Completion, CompletionRequest } from "../language-model.ts";
import { choiceGrammar } from "../wllama/choice-grammar.ts";

/** WebLLM takes the schema as text, where OpenAI takes an object. */
function format(wanted: CompletionRequest["responseFormat"]): Partial<ChatCompletionRequestNonStreaming> {
  if (wanted?.kind === "json-object") return { response_format: { type: "json_object" } };
  if (wanted?.kind === "json-schema")
    return { response_format: { type: "json_object", schema: JSON.stringify(wanted.schema) } };
  if (wanted?.kind === "choice")
    return { response_format: { type: "grammar", grammar: choiceGrammar(wanted.choices) } };
  return {};
}

/**
 * The likeliest token each time, with log-probabilities that say something: at temperature 0 the package's are 0 for the
 * token it takes and minus infinity for all others, and without `top_logprobs` it gives none.
 */
export const greedyWithProbabilities = {
  temperature: 1,
  top_p: 1e-5,
  logprobs: true,
  top_logprobs: 5,
} as const;

/** Our request in WebLLM's words; `isQuiet` asks a model that thinks not to. */
export function toWebLlm(request: CompletionRequest, isQuiet: boolean): ChatCompletionRequestNonStreaming {
  return {
    messages: request.messages.map((message) => ({
      ...message,
    })) as ChatCompletionRequestNonStreaming["messages"],
    max_tokens: request.maxTokens + (request.thinkingTokens ?? 0),
    stream: false,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.stop === undefined ? {} : { stop: [...request.stop] }),
    ...format(request.responseFormat),
    ...(request.probabilities === true ? { logprobs: true, top_logprobs: 5 } : {}),
    ...(request.probabilities === true && request.temperature === 0 ? greedyWithProbabilities : {}),
    ...(isQuiet ? { extra_body: { enable_thinking: false } } : {}),
  };
}

/** Milliseconds of reading and writing, as the engine says them. */
export function timingsOf({ usage }: ChatCompletion): NonNullable<Completion["timings"]> {
  const { time_to_first_token_s: first, time_per_output_token_s: each } = usage?.extra ?? {};
  return {
    ...(first === undefined ? {} : { promptMs: first * 1000 }),
    ...(each === undefined || usage === undefined ? {} : { decodeMs: each * 1000 * usage.completion_tokens }),
  };
}
