import { modelFailure } from "../failure.ts";
import type { Completion, CompletionOutcome, CompletionRequest, TokenUsage } from "../language-model.ts";
import { splitThinking } from "../thinking.ts";
import { choiceProbabilities } from "./choice-probabilities.ts";
import { unwrapChoice } from "./choice-schema.ts";
import { readCost, readUsage } from "./read-usage.ts";
import type { Reply } from "./reply.ts";

/** No tokenizer writes longer tokens on average; an answer of more characters is not what was asked for. */
const charactersPerToken = 32;
const leastCharacters = 256;

/** The most characters that so many tokens can honestly have. */
export const charactersOf = (tokens: number): number =>
  Math.max(leastCharacters, tokens * charactersPerToken);

/** Of one call, what the reply itself does not say. */
interface AboutCall {
  /** What people call the model. */
  readonly label: string;
  readonly latencyMs: number;
  readonly timings?: Completion["timings"];
}

/**
 * Makes a reply an answer of ours, for every adapter in one place: thinking apart, no longer than was asked for, counts
 * checked, and an answer that never began named as a failure.
 */
export function answerOfReply(reply: Reply, request: CompletionRequest, about: AboutCall): CompletionOutcome {
  const { label, latencyMs, timings } = about;
  const choices = request.responseFormat?.kind === "choice" ? request.responseFormat.choices : undefined;
  const usage = readUsage(reply, {
    promptCharacters: request.messages.reduce((sum, { content }) => sum + content.length, 0),
    answerCharacters: reply.text.length + reply.reasoning.length,
    maxTokens: request.maxTokens + (request.thinkingTokens ?? 0),
  });
  const split = splitThinking(reply.text, reply.finish === "length");
  const reasoning = [reply.reasoning, split.reasoning ?? ""].filter((part) => part !== "").join("\n");
  const most = charactersOf(request.maxTokens);
  const isTooLong = split.text.length > most;
  const finishReason = isTooLong ? "length" : (reply.finish ?? "other");
  if (split.text.trim() === "" && finishReason === "length")
    return modelFailure("cut-before-answer", cutWords(label, request, reasoning, usage), { usage });
  // A prompt that was blocked has no candidate, and so no reason of its own to finish.
  if (split.text.trim() === "" && (finishReason === "content-filter" || reply.withheld !== undefined))
    return modelFailure(
      "content-refused",
      `${label} withheld its answer to this request (${reply.withheld ?? "its filter"}). Other rows are not affected.`,
      { usage, ...(reply.withheld === undefined ? {} : { words: reply.withheld }) },
    );
  const text = isTooLong ? split.text.slice(0, most) : split.text;
  const chances = choices === undefined ? undefined : choiceProbabilities(reply.logProbabilities, choices);
  const costUsd = readCost(reply);
  return {
    kind: "completed",
    text: choices === undefined ? text : unwrapChoice(text, choices),
    ...(reasoning === "" ? {} : { reasoning }),
    finishReason,
    usage,
    latencyMs,
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(chances === undefined ? {} : { choiceProbabilities: chances }),
    ...(timings === undefined ? {} : { timings }),
  };
}

function cutWords(
  label: string,
  { maxTokens, thinkingTokens = 0 }: CompletionRequest,
  reasoning: string,
  { reasoningTokens = 0 }: TokenUsage,
): string {
  const all = maxTokens + thinkingTokens;
  return reasoning !== "" || reasoningTokens > 0
    ? `${label} spent all of the ${all} tokens it was given on thinking and wrote no answer. Set its thinking to off or low, or allow a longer answer.`
    : `${label} used up the ${all} tokens it was given and wrote no answer. Allow a longer answer; if it is a model that thinks unseen, set its thinking to off or low.`;
}
