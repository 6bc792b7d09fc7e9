import type { ChatCompletion, ChatCompletionRequestNonStreaming } from "@mlc-ai/web-llm";

import type { Completion, CompletionRequest, FinishReason } from "../language-model.ts";
import { splitThinking } from "../thinking.ts";
import { choiceGrammar } from "../wllama/choice-grammar.ts";

/** WebLLM takes the schema as text, where OpenAI takes an object. */
function format(wanted: CompletionRequest["responseFormat"]): Partial<ChatCompletionRequestNonStreaming> {
  if (wanted?.kind === "json-schema")
    return { response_format: { type: "json_object", schema: JSON.stringify(wanted.schema) } };
  if (wanted?.kind === "choice")
    return { response_format: { type: "grammar", grammar: choiceGrammar(wanted.choices) } };
  return {};
}

/** Our request in WebLLM's words. Thinking models are asked not to: a Student is called thousands of times. */
export function toWebLlm(request: CompletionRequest, thinks: boolean): ChatCompletionRequestNonStreaming {
  return {
    messages: request.messages.map((message) => ({
      ...message,
    })) as ChatCompletionRequestNonStreaming["messages"],
    max_tokens: request.maxTokens,
    stream: false,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.stop === undefined ? {} : { stop: [...request.stop] }),
    ...format(request.responseFormat),
    ...(thinks ? { extra_body: { enable_thinking: false } } : {}),
  };
}

const reasons: Readonly<Record<string, FinishReason>> = { stop: "stop", length: "length" };

export function fromWebLlm(answer: ChatCompletion, latencyMs: number, cachedTokens?: number): Completion {
  const choice = answer.choices[0];
  const split = splitThinking(choice?.message.content ?? "");
  const { usage } = answer;
  const extra = usage?.extra;
  const promptMs =
    extra?.time_to_first_token_s === undefined ? undefined : extra.time_to_first_token_s * 1000;
  const decodeMs =
    extra?.time_per_output_token_s === undefined || usage === undefined
      ? undefined
      : extra.time_per_output_token_s * 1000 * usage.completion_tokens;
  return {
    kind: "completed",
    text: split.text,
    ...(split.reasoning === undefined || split.reasoning === "" ? {} : { reasoning: split.reasoning }),
    finishReason: reasons[choice?.finish_reason ?? ""] ?? "other",
    usage:
      usage === undefined
        ? {}
        : {
            promptTokens: usage.prompt_tokens,
            completionTokens: usage.completion_tokens,
            ...(cachedTokens === undefined ? {} : { cachedPromptTokens: cachedTokens }),
          },
    latencyMs,
    timings: {
      ...(promptMs === undefined ? {} : { promptMs }),
      ...(decodeMs === undefined ? {} : { decodeMs }),
    },
  };
}
