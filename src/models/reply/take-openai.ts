import type { FinishReason } from "../language-model.ts";
import { listIn, objectIn, type Reply, takeCounts, textIn, textOfContent } from "./reply.ts";

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
  else if (
    piece["object"] === "error" ||
    (first === undefined && !("choices" in piece) && !isOllama(piece) && saysMore(piece))
  )
    reply.error ??= piece;
  if (first !== undefined) takeChoice(reply, choice);
  else if (isOllama(piece))
    takeChoice(reply, { message: piece["message"], finish_reason: piece["done_reason"] });
  takeUsage(reply, objectIn(isOllama(piece) ? piece : piece["usage"]));
}

/** No choices and something said: an error of servers that use no field for it. */
const saysMore = (piece: Readonly<Record<string, unknown>>): boolean =>
  ["message", "detail", "errors", "msg", "error_msg"].some((name) => piece[name] !== undefined);

/** A proxy that hands on what Ollama's own interface answers. */
const isOllama = (piece: Readonly<Record<string, unknown>>): boolean =>
  typeof piece["done"] === "boolean" && typeof objectIn(piece["message"])["content"] === "string";

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
    prompt: usage["prompt_tokens"] ?? usage["prompt_eval_count"],
    completion: usage["completion_tokens"] ?? usage["eval_count"],
    cachedPrompt:
      objectIn(usage["prompt_tokens_details"])["cached_tokens"] ??
      usage["prompt_cache_hit_tokens"] ??
      usage["cached_tokens"],
    writtenPrompt: objectIn(usage["prompt_tokens_details"])["cache_write_tokens"],
    reasoning: objectIn(usage["completion_tokens_details"])["reasoning_tokens"] ?? usage["reasoning_tokens"],
    costUsd: usage["cost"],
  });
}
