import type { FinishReason, ResponseFormat } from "../../language-model.ts";
import { piecesOf } from "../../pictures.ts";
import { choiceGrammar } from "../../wllama/choice-grammar.ts";
import { presetOf } from "../provider-presets.ts";
import { choiceSchema } from "./choice-schema.ts";
import {
  type Dialect,
  listIn,
  objectIn,
  type Option,
  option,
  type Reply,
  takeCounts,
  textIn,
  textOfContent,
  type WireCall,
} from "./dialect.ts";

/**
 * Chat completions as OpenAI defined them and everybody copied them (platform.openai.com/docs/api-reference/chat). The
 * copies differ in almost every optional field, so nothing optional is relied on in either direction.
 */
export const openAiChat: Dialect = {
  path: () => "/chat/completions",
  headers: (key) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  body: (call) => ({
    needed: {
      model: call.choice.model,
      messages: call.request.messages.map(({ role, content }) => ({ role, content: contentOf(content) })),
    },
    options: optionsOf(call),
  }),
  take: takeOpenAi,
};

function contentOf(content: string): unknown {
  const pieces = piecesOf(content);
  if (pieces.every(({ kind }) => kind === "words")) return content;
  return pieces.map((piece) =>
    piece.kind === "words"
      ? { type: "text", text: piece.text }
      : { type: "image_url", image_url: { url: `data:${piece.mediaType};base64,${piece.base64}` } },
  );
}

function optionsOf({ choice, request, maxTokens, streams }: WireCall): readonly Option[] {
  const temperature = choice.temperature ?? request.temperature;
  return [
    { key: "maxTokens", ways: ["max_tokens", "max_completion_tokens"].map((path) => [path, maxTokens]) },
    ...option("temperature", "temperature", temperature, /sampling param|only the default/i),
    ...option("seed", "seed", request.seed),
    ...option("stop", "stop", request.stop, /stop[ _](sequence|word|token)s?/i),
    ...option("stream", "stream", streams ? true : undefined, /streaming/i),
    ...option("streamOptions", "stream_options", streams ? { include_usage: true } : undefined),
    ...formatOptions(choice.provider, request.responseFormat),
    ...thinkingOptions(choice.thinking),
    ...option("logprobs", "logprobs", request.probabilities, /log.?prob/i),
    ...option("topLogprobs", "top_logprobs", request.probabilities === true ? 10 : undefined),
  ];
}

const jsonSchema = (name: string, schema: unknown) => ({
  type: "json_schema",
  json_schema: { name, schema, strict: true },
});

function formatOptions(provider: string, format: ResponseFormat | undefined): readonly Option[] {
  const preset = presetOf(provider);
  const alsoCalled = /response.?format|structured.?output|json.?schema|grammar|guided/i;
  const takesSchema = preset?.jsonSchema ?? true;
  if (format?.kind === "json-schema" && takesSchema)
    return [
      { key: "format", ways: [["response_format", jsonSchema("response", format.schema)]], alsoCalled },
    ];
  if (format?.kind !== "choice") return [];
  const { choices } = format;
  const ways: Option["ways"][number][] = [];
  if (preset?.id === "llama.cpp") ways.push(["grammar", choiceGrammar(choices)]);
  if (preset?.id === "vllm") ways.push(["structured_outputs", { choice: choices }]);
  if (takesSchema) ways.push(["response_format", jsonSchema("choice", choiceSchema(choices))]);
  return ways.length === 0 ? [] : [{ key: "format", ways, alsoCalled }];
}

/** Servers with a template read the first, hosts the second; who knows neither ignores or refuses it, once. */
function thinkingOptions(level: WireCall["choice"]["thinking"]): readonly Option[] {
  if (level === undefined || level === "as-is") return [];
  const efforts = level === "off" ? ["none", "minimal", "low"] : ["low"];
  const isOff = level === "off";
  return [
    ...(isOff
      ? option("templateThinking", "chat_template_kwargs", { enable_thinking: false, thinking: false })
      : []),
    {
      key: "effort",
      ways: efforts.map((effort) => ["reasoning_effort", effort] as const),
      alsoCalled: /reasoning.?effort|thinking|reasoning/i,
    },
  ];
}

const finishes: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  eos: "stop",
  end_turn: "stop",
  stop_sequence: "stop",
  length: "length",
  max_tokens: "length",
  content_filter: "content-filter",
};

const isThinking = (part: Readonly<Record<string, unknown>>): boolean =>
  part["type"] === "thinking" || part["type"] === "reasoning";

/** Mistral sends thinking as a part of its own among the content. */
function thinkingParts(content: unknown): string {
  return listIn(content)
    .map(objectIn)
    .filter(isThinking)
    .map((part) => textOfContent(part["thinking"] ?? part["text"] ?? part["reasoning"]))
    .join("");
}

/** Reads a reply or a chunk of a chat completion; WebLLM and llama.cpp in the page speak the same. */
export function takeOpenAi(reply: Reply, piece: Readonly<Record<string, unknown>>): void {
  const [first] = listIn(piece["choices"]);
  const choice = objectIn(first);
  const error = piece["error"] ?? choice["error"];
  if (error !== undefined && error !== null) reply.error ??= error;
  else if (piece["object"] === "error" || (first === undefined && !("choices" in piece) && saysMore(piece)))
    reply.error ??= piece;
  if (first !== undefined) takeChoice(reply, choice);
  takeUsage(reply, objectIn(piece["usage"]));
}

/** No choices and something said: an error of servers that use no field for it. */
const saysMore = (piece: Readonly<Record<string, unknown>>): boolean =>
  ["message", "detail", "errors", "msg", "error_msg"].some((name) => piece[name] !== undefined);

function takeChoice(reply: Reply, choice: Readonly<Record<string, unknown>>): void {
  const hasMessage = "message" in choice || "delta" in choice || "text" in choice;
  const message = objectIn(choice["message"] ?? choice["delta"]);
  const content = message["content"] ?? choice["text"] ?? message["refusal"];
  reply.hasBegun ||= hasMessage;
  reply.text += textOfContent(content, (part) => !isThinking(part));
  reply.reasoning +=
    textIn(message["reasoning_content"]) ||
    textIn(message["reasoning"]) ||
    textIn(message["thinking"]) ||
    thinkingParts(content) ||
    textOfContent(message["reasoning_details"]);
  const finish = choice["finish_reason"];
  if (typeof finish === "string") {
    reply.finish = finishes[finish] ?? "other";
    // OpenRouter and others say so of an answer that broke off.
    if (finish === "error") reply.error ??= "the model broke off with an error and gave no reason";
    if (finish === "content_filter") reply.withheld = "content_filter";
  }
  takeChances(reply, choice["logprobs"]);
}

function takeChances(reply: Reply, logprobs: unknown): void {
  for (const entry of listIn(objectIn(logprobs)["content"])) {
    const { token, logprob, top_logprobs: top } = objectIn(entry);
    if (typeof token !== "string" || typeof logprob !== "number") continue;
    reply.logProbabilities.push({
      token,
      logProbability: logprob,
      alternatives: listIn(top).flatMap((other) => {
        const { token: text, logprob: value } = objectIn(other);
        return typeof text === "string" && typeof value === "number"
          ? [{ token: text, logProbability: value }]
          : [];
      }),
    });
  }
}

function takeUsage(reply: Reply, usage: Readonly<Record<string, unknown>>): void {
  takeCounts(reply, {
    prompt: usage["prompt_tokens"],
    completion: usage["completion_tokens"],
    cachedPrompt:
      objectIn(usage["prompt_tokens_details"])["cached_tokens"] ??
      usage["prompt_cache_hit_tokens"] ??
      usage["cached_tokens"],
    reasoning: objectIn(usage["completion_tokens_details"])["reasoning_tokens"] ?? usage["reasoning_tokens"],
    costUsd: usage["cost"],
  });
}
