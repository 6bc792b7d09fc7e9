import type { FinishReason, ResponseFormat } from "../../language-model.ts";
import { piecesOf } from "../../pictures.ts";
import { choiceSchema } from "../../reply/choice-schema.ts";
import { countIn, listIn, objectIn, type Reply, takeCounts, textIn } from "../../reply/reply.ts";
import { type Dialect, type Option, option, type WireCall } from "./dialect.ts";

/** Anthropic reads a prefix from its cache only where asked to; below about 1,000 tokens it does not cache. */
const cacheFromCharacters = 4000;

/** The Messages API (docs.anthropic.com/en/api/messages and …/messages-streaming). */
export const anthropicMessages: Dialect = {
  path: () => "/messages",
  modelsPath: "/models",
  takesSeed: false,
  tellsChances: false,
  headers: (key) => ({
    ...(key === undefined ? {} : { "x-api-key": key }),
    "anthropic-version": "2023-06-01",
    "anthropic-dangerous-direct-browser-access": "true",
  }),
  body: (call) => {
    const system = call.request.messages.filter(({ role }) => role === "system");
    return {
      needed: {
        model: call.choice.model,
        max_tokens: call.maxTokens,
        ...(system.length === 0 ? {} : { system: system.map(({ content }) => systemBlock(content)) }),
        messages: call.request.messages
          .filter(({ role }) => role !== "system")
          .map(({ role, content }) => ({ role, content: piecesOf(content).map(block) })),
      },
      options: optionsOf(call),
    };
  },
  take,
};

function systemBlock(text: string): unknown {
  const isLong = text.length >= cacheFromCharacters;
  return { type: "text", text, ...(isLong ? { cache_control: { type: "ephemeral" } } : {}) };
}

function block(piece: ReturnType<typeof piecesOf>[number]): unknown {
  return piece.kind === "words"
    ? { type: "text", text: piece.text }
    : { type: "image", source: { type: "base64", media_type: piece.mediaType, data: piece.base64 } };
}

function optionsOf({ choice, request, streams }: WireCall): readonly Option[] {
  return [
    ...option("temperature", "temperature", choice.temperature ?? request.temperature, /sampling param/i),
    ...option("stop", "stop_sequences", request.stop),
    ...option("stream", "stream", streams ? true : undefined, /streaming/i),
    ...option("format", "output_config.format", formatOf(request.responseFormat), /output.?(format|config)/i),
    // Older models think only when told to, and know no effort; the newest always think, and take no "disabled".
    ...option("thinking", "thinking", choice.thinking === "off" ? { type: "disabled" } : undefined),
    ...option("effort", "output_config.effort", choice.thinking === "low" ? "low" : undefined),
  ];
}

/** A form for any object there is none: the prompt alone asks for it. */
function formatOf(format: ResponseFormat | undefined): unknown {
  if (format?.kind === "json-schema") return { type: "json_schema", schema: format.schema };
  return format?.kind === "choice"
    ? { type: "json_schema", schema: choiceSchema(format.choices) }
    : undefined;
}

const finishes: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  refusal: "content-filter",
};

function take(reply: Reply, piece: Readonly<Record<string, unknown>>): void {
  const { error } = piece;
  if (piece["type"] === "error" || (error !== undefined && error !== null)) reply.error ??= error ?? piece;
  // A whole message, or the empty one a stream begins with.
  const message = piece["type"] === "message_start" ? objectIn(piece["message"]) : piece;
  if (Array.isArray(message["content"]) || typeof message["content"] === "string")
    takeMessage(reply, message);
  if (piece["type"] === "content_block_start") takeBlock(reply, piece["content_block"]);
  if (piece["type"] === "content_block_delta") takeBlock(reply, piece["delta"]);
  takeEnd(reply, piece["type"] === "message_delta" ? objectIn(piece["delta"]) : message);
  takeUsage(reply, objectIn(piece["usage"] ?? message["usage"]));
}

function takeMessage(reply: Reply, message: Readonly<Record<string, unknown>>): void {
  reply.hasBegun = true;
  const { content } = message;
  for (const one of typeof content === "string" ? [{ text: content }] : listIn(content))
    takeBlock(reply, one);
}

function takeBlock(reply: Reply, given: unknown): void {
  const part = objectIn(given);
  reply.text += textIn(part["text"]);
  reply.reasoning += textIn(part["thinking"]);
}

function takeEnd(reply: Reply, end: Readonly<Record<string, unknown>>): void {
  const reason = end["stop_reason"];
  if (typeof reason !== "string") return;
  reply.finish = finishes[reason] ?? "other";
  if (reason === "refusal") reply.withheld = "refusal";
}

/** What was read from the cache, or written to it, is counted beside `input_tokens`, not within. */
function takeUsage(reply: Reply, usage: Readonly<Record<string, unknown>>): void {
  const { input_tokens: fresh, cache_read_input_tokens: cached, cache_creation_input_tokens: kept } = usage;
  takeCounts(reply, {
    prompt: typeof fresh === "number" ? fresh + countIn(cached) + countIn(kept) : undefined,
    cachedPrompt: cached,
    writtenPrompt: kept,
    completion: usage["output_tokens"],
  });
}
