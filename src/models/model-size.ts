import { type ModelChoice, rewritesOnly } from "./model-choice.ts";

/**
 * Billions of parameters as the model's name tells them: "Qwen2.5-1.5B-Instruct", "smollm2:360m", "gemma-4-E2B",
 * "Mixtral-8x7B" (all experts). Undefined where the name does not say.
 */
export function billionsOf(choice: ModelChoice): number | undefined {
  const name = nameOf(choice);
  const found = /(?<![\p{L}\p{N}.])(?:(\d+)x)?e?(\d+(?:[._]\d+)?)([bm])(?![\p{L}\p{N}])/iu.exec(name);
  if (found === null) return undefined;
  const [, experts, number = "", unit = ""] = found;
  const size = Number(number.replace("_", ".")) / (unit.toLowerCase() === "m" ? 1000 : 1);
  return size * Number(experts ?? 1);
}

function nameOf(choice: ModelChoice): string {
  switch (choice.kind) {
    case "gguf":
      return choice.label;
    case "webllm":
      return choice.modelId;
    case "remote":
      return choice.model;
    default:
      return "";
  }
}

/** Below this a model returns a long letter's old instruction instead of a new one (measured with 1.5 billion). */
const enoughForLongLetters = 7;

/** Whether a Reflection is to be asked in short and plain letters. The browser's own model is a small one. */
export function wantsShortLetters(choice: ModelChoice): boolean {
  if (rewritesOnly(choice)) return false;
  if (choice.kind === "browser-model" || choice.kind === "embedded") return true;
  return (billionsOf(choice) ?? enoughForLongLetters) < enoughForLongLetters;
}
