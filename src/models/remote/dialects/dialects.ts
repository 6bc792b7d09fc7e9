import type { RemoteDialect } from "../provider-presets.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import type { Dialect } from "./dialect.ts";
import { geminiGenerate } from "./gemini-generate.ts";
import { openAiChat } from "./openai-chat.ts";

export const dialects: Readonly<Record<RemoteDialect, Dialect>> = {
  "openai-compatible": openAiChat,
  anthropic: anthropicMessages,
  gemini: geminiGenerate,
};
