import { kindOf } from "./kinds/model-kinds.ts";
import type { ModelChoice } from "./model-choice.ts";

/**
 * Billions of parameters as the model's name tells them: "Qwen2.5-1.5B-Instruct", "smollm2:360m", "gemma-4-E2B",
 * "Mixtral-8x7B" (all experts). Undefined where the name does not say.
 */
export function billionsOf(choice: ModelChoice): number | undefined {
  const name = kindOf(choice).sizedName?.(choice) ?? "";
  const found = /(?<![\p{L}\p{N}.])(?:(\d+)x)?e?(\d+(?:[._]\d+)?)([bm])(?![\p{L}\p{N}])/iu.exec(name);
  if (found === null) return undefined;
  const [, experts, number = "", unit = ""] = found;
  const size = Number(number.replace("_", ".")) / (unit.toLowerCase() === "m" ? 1000 : 1);
  return size * Number(experts ?? 1);
}

/** Below this a model returns a long letter's old instruction instead of a new one (measured with 1.5 billion). */
const enoughForLongLetters = 7;

/** Whether a Reflection is to be asked in short and plain letters. */
export function wantsShortLetters(choice: ModelChoice): boolean {
  const { rewritesOnly, isSmall } = kindOf(choice);
  if (rewritesOnly === true) return false;
  return isSmall === true || (billionsOf(choice) ?? enoughForLongLetters) < enoughForLongLetters;
}
