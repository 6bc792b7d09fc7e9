import { modelFailure } from "./failure.ts";
import type { Completion, CompletionOutcome, CompletionRequest, TokenUsage } from "./language-model.ts";
import { splitThinking } from "./thinking.ts";

/** No tokenizer writes longer tokens on average; an answer of more characters is not what was asked for. */
const charactersPerToken = 32;

/** The most characters an answer to this request can honestly have. */
export const mostCharacters = ({ maxTokens }: CompletionRequest): number =>
  Math.max(256, maxTokens * charactersPerToken);

/** An answer as an adapter read it: the text still with whatever thinking is marked in it. */
export type RawAnswer = Omit<Completion, "kind">;

/**
 * Makes an adapter's answer one of ours: thinking apart, no longer than was asked for, and an answer that never began
 * named as a failure. `label` is what people call the model.
 */
export function finishAnswer(raw: RawAnswer, request: CompletionRequest, label: string): CompletionOutcome {
  const split = splitThinking(raw.text, raw.finishReason === "length");
  const reasoning = [raw.reasoning ?? "", split.reasoning ?? ""].filter((part) => part !== "").join("\n");
  const most = mostCharacters(request);
  const isTooLong = split.text.length > most;
  const finishReason = isTooLong ? "length" : raw.finishReason;
  const { usage } = raw;
  if (split.text.trim() === "" && finishReason === "length")
    return modelFailure("cut-before-answer", cutWords(label, request, reasoning, usage), { usage });
  if (split.text.trim() === "" && finishReason === "content-filter")
    return modelFailure("content-refused", `${label} withheld its answer to this request.`, { usage });
  const { reasoning: _, ...rest } = raw;
  return {
    kind: "completed",
    ...rest,
    finishReason,
    text: isTooLong ? split.text.slice(0, most) : split.text,
    ...(reasoning === "" ? {} : { reasoning }),
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
