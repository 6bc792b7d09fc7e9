import type { ChatMessage, FinishReason, ResponseFormat } from "../../language-model.ts";
import type { RemoteChoice } from "../../model-choice.ts";
import { piecesOf } from "../../pictures.ts";
import { countIn, listIn, objectIn, type Reply, takeCounts, textIn } from "../../reply/reply.ts";
import { type Dialect, type Option, option, type WireCall } from "./dialect.ts";

/** generateContent and streamGenerateContent (ai.google.dev/api/generate-content). */
export const geminiGenerate: Dialect = {
  path: (model, streams) =>
    `/models/${encodeURIComponent(model)}:${streams ? "streamGenerateContent?alt=sse" : "generateContent"}`,
  modelsPath: "/models?pageSize=1000",
  takesSeed: true,
  tellsChances: false,
  headers: (key) => (key === undefined ? {} : { "x-goog-api-key": key }),
  body: (call) => {
    const { messages } = call.request;
    const system = messages.filter(({ role }) => role === "system");
    return {
      needed: {
        ...(system.length === 0 ? {} : { systemInstruction: { parts: system.flatMap(partsOf) } }),
        contents: messages
          .filter(({ role }) => role !== "system")
          .map((message) => ({
            role: message.role === "assistant" ? "model" : "user",
            parts: partsOf(message),
          })),
      },
      options: optionsOf(call),
    };
  },
  take,
};

function partsOf({ content }: ChatMessage): readonly unknown[] {
  return piecesOf(content).map((piece) =>
    piece.kind === "words"
      ? { text: piece.text }
      : { inlineData: { mimeType: piece.mediaType, data: piece.base64 } },
  );
}

const within = (name: string): string => `generationConfig.${name}`;

function optionsOf({ choice, request, maxTokens }: WireCall): readonly Option[] {
  return [
    ...option("maxTokens", within("maxOutputTokens"), maxTokens),
    ...option("temperature", within("temperature"), choice.temperature ?? request.temperature),
    ...option("seed", within("seed"), request.seed),
    ...option("stop", within("stopSequences"), request.stop),
    ...formatOptions(request.responseFormat),
    ...thinkingOptions(choice),
  ];
}

function formatOptions(format: ResponseFormat | undefined): readonly Option[] {
  const alsoCalled = /schema|mime.?type|json mode|enum/i;
  if (format?.kind === "json-object")
    return option("anyObject", within("responseMimeType"), "application/json", alsoCalled);
  if (format?.kind === "json-schema")
    return [
      ...option("format", within("responseMimeType"), "application/json", alsoCalled),
      ...option("schema", within("responseJsonSchema"), format.schema, /schema/i),
    ];
  if (format?.kind === "choice")
    return [
      ...option("format", within("responseMimeType"), "text/x.enum", alsoCalled),
      ...option("schema", within("responseSchema"), { type: "STRING", enum: format.choices }, /schema/i),
    ];
  return [];
}

/** The third generation is told a level, the second a budget; some models of either cannot be stopped from thinking. */
function thinkingOptions({ thinking, model }: RemoteChoice): readonly Option[] {
  if (thinking === undefined || thinking === "as-is") return [];
  const levels = (thinking === "off" ? ["minimal", "low"] : ["low"]).map((thinkingLevel) => ({
    thinkingLevel,
  }));
  const budgets = (thinking === "off" ? [0, 512] : [1024]).map((thinkingBudget) => ({ thinkingBudget }));
  const isOld = /gemini-[12]/.test(model);
  const settings = isOld ? budgets : [...levels, ...budgets];
  return [
    {
      key: "thinking",
      ways: settings.map((setting) => [within("thinkingConfig"), setting] as const),
      alsoCalled: /thinking|budget/i,
    },
  ];
}

const finishes: Readonly<Record<string, FinishReason>> = { STOP: "stop", MAX_TOKENS: "length" };
const filters =
  /^(SAFETY|RECITATION|BLOCKLIST|PROHIBITED_CONTENT|SPII|IMAGE_SAFETY|LANGUAGE|MODEL_ARMOR|OTHER)$/;

function take(reply: Reply, piece: Readonly<Record<string, unknown>>): void {
  const { error } = piece;
  if (error !== undefined && error !== null) reply.error ??= error;
  const [first] = listIn(piece["candidates"]);
  const blocked = objectIn(piece["promptFeedback"])["blockReason"];
  if (typeof blocked === "string") reply.withheld = blocked;
  reply.hasBegun ||= first !== undefined || typeof blocked === "string";
  const candidate = objectIn(first);
  for (const given of listIn(objectIn(candidate["content"])["parts"])) {
    const part = objectIn(given);
    if (part["thought"] === true) reply.reasoning += textIn(part["text"]);
    else reply.text += textIn(part["text"]);
  }
  const finish = candidate["finishReason"];
  if (typeof finish === "string") takeFinish(reply, finish);
  takeUsage(reply, objectIn(piece["usageMetadata"]));
}

function takeFinish(reply: Reply, finish: string): void {
  reply.finish = finishes[finish] ?? (filters.test(finish) ? "content-filter" : "other");
  if (reply.finish === "content-filter") reply.withheld = finish;
}

/** Thoughts are counted beside the candidates' tokens, not within. */
function takeUsage(reply: Reply, usage: Readonly<Record<string, unknown>>): void {
  const { candidatesTokenCount: written, thoughtsTokenCount: thought } = usage;
  takeCounts(reply, {
    prompt: usage["promptTokenCount"],
    cachedPrompt: usage["cachedContentTokenCount"],
    completion:
      typeof written === "number" || typeof thought === "number"
        ? countIn(written) + countIn(thought)
        : undefined,
    reasoning: thought,
  });
}
