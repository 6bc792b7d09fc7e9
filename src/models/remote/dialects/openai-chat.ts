import type { ChatMessage, CompletionRequest } from "../../language-model.ts";
import { piecesOf } from "../../pictures.ts";
import { bareChoiceSchema, choiceSchema } from "../../reply/choice-schema.ts";
import { takeOpenAi } from "../../reply/take-openai.ts";
import { choiceGrammar } from "../../wllama/choice-grammar.ts";
import { presetOf } from "../provider-presets.ts";
import { type Dialect, type Option, option, type WireCall } from "./dialect.ts";

/**
 * Chat completions as OpenAI defined them and everybody copied them (platform.openai.com/docs/api-reference/chat). The
 * copies differ in almost every optional field, so nothing optional is relied on in either direction.
 */
export const openAiChat: Dialect = {
  path: () => "/chat/completions",
  modelsPath: "/models",
  takesSeed: true,
  tellsChances: true,
  headers: (key) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  body: (call) => ({
    needed: { model: call.choice.model },
    options: [messagesOption(call.request.messages), ...optionsOf(call)],
  }),
  take: takeOpenAi,
};

/** Some chat templates have no place for a system message: then it stands at the head of the first one. */
function messagesOption(messages: readonly ChatMessage[]): Option {
  const sent = (list: readonly ChatMessage[]) =>
    list.map(({ role, content }) => ({ role, content: contentOf(content) }));
  const [system, first, ...rest] = messages;
  const canMerge = system?.role === "system" && first !== undefined;
  return {
    key: "messages",
    ways: [
      ["messages", sent(messages)],
      ...(canMerge
        ? ([
            ["messages", sent([{ ...first, content: `${system.content}\n\n${first.content}` }, ...rest])],
          ] as const)
        : []),
    ],
    alsoCalled: /system (role|message|prompt|instruction)|developer instruction|roles? must alternate/i,
    isNeeded: true,
  };
}

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
    ...formatOptions(choice.provider, request),
    ...thinkingOptions(choice.thinking),
    ...option("logprobs", "logprobs", request.probabilities, /log.?prob/i),
    ...option("topLogprobs", "top_logprobs", request.probabilities === true ? 10 : undefined),
  ];
}

const jsonSchema = (name: string, schema: unknown) => ({
  type: "json_schema",
  json_schema: { name, schema, strict: true },
});

const anyObject = ["response_format", { type: "json_object" }] as const;

/** OpenAI, and those who copied it, refuse the form for any object where no message speaks of JSON. */
const speaksOfJson = ({ messages }: CompletionRequest): boolean =>
  messages.some(({ content }) => /json/i.test(content));

function formatOptions(provider: string, request: CompletionRequest): readonly Option[] {
  const format = request.responseFormat;
  const preset = presetOf(provider);
  const alsoCalled = /response.?format|structured.?output|json.?schema|grammar|guided/i;
  const takesSchema = preset?.jsonSchema ?? true;
  if (format?.kind === "json-object")
    return speaksOfJson(request) ? [{ key: "anyObject", ways: [anyObject], alsoCalled }] : [];
  if (format?.kind === "json-schema") {
    const schema = ["response_format", jsonSchema("response", format.schema)] as const;
    return [{ key: "format", ways: [takesSchema ? schema : anyObject], alsoCalled }];
  }
  if (format?.kind !== "choice") return [];
  const { choices } = format;
  const ways: Option["ways"][number][] = [];
  if (preset?.id === "llama.cpp") ways.push(["grammar", choiceGrammar(choices)]);
  if (preset?.id === "vllm") ways.push(["structured_outputs", { choice: choices }]);
  // A small model answers worse from within an object, and with five times the tokens; services take nothing else.
  if (preset?.where !== "cloud" && takesSchema)
    ways.push(["response_format", jsonSchema("choice", bareChoiceSchema(choices))]);
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
