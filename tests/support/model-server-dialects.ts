/** What the three dialects look like on the wire: how a request is read and an answer written. */
import type { ChatMessage } from "../../src/models/language-model.ts";

export type Dialect = "openai-compatible" | "anthropic" | "gemini";

export interface AnswerParts {
  readonly text: string;
  readonly reasoning?: string;
  /** In our words: stop, length or content-filter. */
  readonly finish: "stop" | "length" | "content-filter";
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
  readonly reasoningTokens: number;
}

export function dialectOf(path: string): Dialect | undefined {
  if (/\/chat\/completions$/.test(path)) return "openai-compatible";
  if (/\/v1\/messages$/.test(path)) return "anthropic";
  if (/:(generateContent|streamGenerateContent)$/.test(path)) return "gemini";
  return undefined;
}

const textOf = (content: unknown): string =>
  typeof content === "string"
    ? content
    : Array.isArray(content)
      ? content.map((part: { text?: string }) => part.text ?? "").join("")
      : "";

interface WireMessage {
  readonly role: string;
  readonly content?: unknown;
  readonly parts?: unknown;
}

/** The messages of a request in our words, whatever the dialect. */
export function messagesOf(dialect: Dialect, json: Record<string, unknown>): ChatMessage[] {
  const list = (dialect === "gemini" ? json["contents"] : json["messages"]) as WireMessage[] | undefined;
  const messages = (list ?? []).map((message) => ({
    role: message.role === "model" ? ("assistant" as const) : (message.role as ChatMessage["role"]),
    content: textOf(message.content ?? message.parts),
  }));
  const system =
    dialect === "anthropic"
      ? json["system"]
      : (json["systemInstruction"] as { parts?: unknown } | undefined)?.parts;
  return system === undefined ? messages : [{ role: "system", content: textOf(system) }, ...messages];
}

export function modelOf(dialect: Dialect, path: string, json: Record<string, unknown>): string {
  if (dialect !== "gemini") return String(json["model"] ?? "");
  return decodeURIComponent(/models\/([^/:]+):/.exec(path)?.[1] ?? "");
}

const openAiFinish = { stop: "stop", length: "length", "content-filter": "content_filter" };
const anthropicFinish = { stop: "end_turn", length: "max_tokens", "content-filter": "refusal" };
const geminiFinish = { stop: "STOP", length: "MAX_TOKENS", "content-filter": "SAFETY" };

export function answerBody(dialect: Dialect, model: string, parts: AnswerParts): unknown {
  switch (dialect) {
    case "openai-compatible":
      return {
        id: "chatcmpl-test",
        object: "chat.completion",
        created: 1_790_000_000,
        model,
        choices: [
          {
            index: 0,
            message: {
              role: "assistant",
              content: parts.text,
              ...(parts.reasoning === undefined ? {} : { reasoning_content: parts.reasoning }),
            },
            finish_reason: openAiFinish[parts.finish],
          },
        ],
        usage: {
          prompt_tokens: parts.promptTokens,
          completion_tokens: parts.completionTokens,
          total_tokens: parts.promptTokens + parts.completionTokens,
          prompt_tokens_details: { cached_tokens: parts.cachedTokens },
          completion_tokens_details: { reasoning_tokens: parts.reasoningTokens },
        },
      };
    case "anthropic":
      return {
        id: "msg_test",
        type: "message",
        role: "assistant",
        model,
        content: [
          ...(parts.reasoning === undefined
            ? []
            : [{ type: "thinking", thinking: parts.reasoning, signature: "signature" }]),
          { type: "text", text: parts.text },
        ],
        stop_reason: anthropicFinish[parts.finish],
        stop_sequence: null,
        // Anthropic counts cached tokens beside input_tokens, not within.
        usage: {
          input_tokens: parts.promptTokens - parts.cachedTokens,
          cache_read_input_tokens: parts.cachedTokens,
          cache_creation_input_tokens: 0,
          output_tokens: parts.completionTokens,
        },
      };
    case "gemini":
      return {
        candidates: [
          {
            index: 0,
            content: {
              role: "model",
              parts: [
                ...(parts.reasoning === undefined ? [] : [{ text: parts.reasoning, thought: true }]),
                { text: parts.text },
              ],
            },
            finishReason: geminiFinish[parts.finish],
          },
        ],
        usageMetadata: {
          promptTokenCount: parts.promptTokens,
          cachedContentTokenCount: parts.cachedTokens,
          // Gemini counts thoughts beside the candidates' tokens, not within.
          candidatesTokenCount: parts.completionTokens - parts.reasoningTokens,
          thoughtsTokenCount: parts.reasoningTokens,
          totalTokenCount: parts.promptTokens + parts.completionTokens,
        },
        modelVersion: model,
      };
  }
}

/** Whether a request asked for a stream of events. */
export function asksForStream(dialect: Dialect, path: string, json: Record<string, unknown>): boolean {
  return dialect === "gemini" ? path.endsWith(":streamGenerateContent") : json["stream"] === true;
}

/** Words with the spaces that follow them. */
const words = (text: string): readonly string[] => text.match(/\S+\s*|\s+/g) ?? [];

/** The same answer as server-sent events, word by word, in the order each dialect sends them. */
export function answerEvents(dialect: Dialect, model: string, parts: AnswerParts): string {
  const whole = answerBody(dialect, model, parts) as Record<string, unknown>;
  const event = (data: unknown, name?: string): string =>
    `${name === undefined ? "" : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
  switch (dialect) {
    case "openai-compatible": {
      const { usage, choices: _, ...head } = whole;
      const chunk = (delta: object, finish: string | null = null): string =>
        event({
          ...head,
          object: "chat.completion.chunk",
          choices: [{ index: 0, delta, finish_reason: finish }],
        });
      return [
        chunk({ role: "assistant", content: "" }),
        ...words(parts.reasoning ?? "").map((word) => chunk({ reasoning_content: word })),
        ...words(parts.text).map((word) => chunk({ content: word })),
        chunk({}, openAiFinish[parts.finish]),
        event({ ...head, object: "chat.completion.chunk", choices: [], usage }),
        "data: [DONE]\n\n",
      ].join("");
    }
    case "anthropic": {
      const usage = whole["usage"] as { readonly output_tokens: number };
      const block = (index: number, kind: "text" | "thinking", text: string): string =>
        [
          event(
            { type: "content_block_start", index, content_block: { type: kind, [kind]: "" } },
            "content_block_start",
          ),
          ...words(text).map((word) =>
            event(
              { type: "content_block_delta", index, delta: { type: `${kind}_delta`, [kind]: word } },
              "content_block_delta",
            ),
          ),
          event({ type: "content_block_stop", index }, "content_block_stop"),
        ].join("");
      return [
        event(
          {
            type: "message_start",
            message: { ...whole, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
          },
          "message_start",
        ),
        event({ type: "ping" }, "ping"),
        ...(parts.reasoning === undefined ? [] : [block(0, "thinking", parts.reasoning)]),
        block(parts.reasoning === undefined ? 0 : 1, "text", parts.text),
        event(
          {
            type: "message_delta",
            delta: { stop_reason: anthropicFinish[parts.finish], stop_sequence: null },
            usage: { output_tokens: usage.output_tokens },
          },
          "message_delta",
        ),
        event({ type: "message_stop" }, "message_stop"),
      ].join("");
    }
    case "gemini": {
      const piece = (text: string, thought: boolean): string =>
        event({
          candidates: [
            { index: 0, content: { role: "model", parts: [{ text, ...(thought ? { thought } : {}) }] } },
          ],
        });
      return [
        ...words(parts.reasoning ?? "").map((word) => piece(word, true)),
        ...words(parts.text).map((word) => piece(word, false)),
        event({
          ...whole,
          candidates: [{ index: 0, content: { role: "model" }, finishReason: geminiFinish[parts.finish] }],
        }),
      ].join("");
    }
  }
}

export function errorBody(dialect: Dialect | undefined, status: number, message: string): unknown {
  if (dialect === "anthropic")
    return {
      type: "error",
      error: {
        type: status === 401 ? "authentication_error" : status === 429 ? "rate_limit_error" : "api_error",
        message,
      },
    };
  if (dialect === "gemini")
    return {
      error: { code: status, message, status: status === 429 ? "RESOURCE_EXHAUSTED" : "INVALID_ARGUMENT" },
    };
  return {
    error: {
      message,
      type: "invalid_request_error",
      param: null,
      code: status === 401 ? "invalid_api_key" : null,
    },
  };
}

/** What `GET …/models` lists. */
export function modelListBody(
  path: string,
  headers: Record<string, string>,
  ids: readonly string[],
): unknown {
  if (path.includes("/v1beta/"))
    return {
      models: ids.map((id) => ({ name: `models/${id}`, supportedGenerationMethods: ["generateContent"] })),
    };
  if (headers["anthropic-version"] !== undefined)
    return { data: ids.map((id) => ({ type: "model", id, display_name: id })), has_more: false };
  return { object: "list", data: ids.map((id) => ({ id, object: "model", owned_by: "test" })) };
}
