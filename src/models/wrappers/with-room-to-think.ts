import type { CompletionOutcome, LanguageModel } from "../language-model.ts";
import type { Thinking } from "../model-choice.ts";
import { sumUsage } from "../sum-usage.ts";

/** Tokens beside the answer's; a model that was asked not to think and does is usually brief. */
const room: Readonly<Record<Thinking, number>> = { off: 1024, low: 2048, "as-is": 8192 };

/** The limit went on thinking, wholly or in part. */
function ranOut(outcome: CompletionOutcome): boolean {
  if (outcome.kind === "failed") return outcome.error === "cut-before-answer";
  return outcome.finishReason === "length" && thought(outcome);
}

function thought(outcome: CompletionOutcome): boolean {
  if (outcome.kind === "failed") return outcome.error === "cut-before-answer";
  return outcome.reasoning !== undefined || (outcome.usage.reasoningTokens ?? 0) > 0;
}

/**
 * Keeps thinking out of an answer's limit: a model that shows that it thinks gets room for it on top, from then on; the
 * call that showed it by running out is asked once more.
 */
export function withRoomToThink(model: LanguageModel, level: Thinking = "as-is"): LanguageModel {
  let thinks = false;
  return {
    ...model,
    async complete(request, signal, onWritten) {
      const roomy = { ...request, thinkingTokens: room[level] };
      const hadRoom = thinks;
      const first = await model.complete(hadRoom ? roomy : request, signal, onWritten);
      thinks ||= thought(first);
      if (hadRoom || !ranOut(first) || signal.aborted) return first;
      const second = await model.complete(roomy, signal, onWritten);
      return { ...second, usage: sumUsage([first.usage ?? {}, second.usage ?? {}]) };
    },
  };
}
