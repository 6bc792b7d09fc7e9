import type { ModelChoice, Thinking } from "../../models/model-choice.ts";

/** A choice whose model may think; what came with the page, and what is no model, does not. */
type ThinkingChoice = Extract<ModelChoice, { readonly thinking?: Thinking }>;

export function mayThink(choice: ModelChoice): choice is ThinkingChoice {
  return choice.kind === "remote" || choice.kind === "gguf" || choice.kind === "webllm";
}

/** How much a model is left to think, as it is where nobody set it. */
export function thinkingOf(choice: ThinkingChoice): Thinking {
  return choice.thinking ?? (choice.kind === "webllm" ? "off" : "as-is");
}

export const thinkingWords: readonly (readonly [Thinking, string])[] = [
  ["as-is", "as the model does it"],
  ["low", "a little"],
  ["off", "off"],
];
