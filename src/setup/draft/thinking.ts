import type { Thinking } from "../../models/model-choice.ts";

/** What a person may say of it, and the words for it. */
export const thinkingWords: readonly (readonly [Thinking, string])[] = [
  ["as-is", "as the model does it"],
  ["low", "a little"],
  ["off", "off"],
];
