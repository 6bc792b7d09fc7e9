import type { ReflectionOutcome } from "../../engine/index.ts";

const attempts: Readonly<Record<ReflectionOutcome, string>> = {
  used: "was used",
  "no-fence": "had no prompt in it",
  truncated: "was cut off",
  "thinking-only": "was thinking only",
  empty: "was empty",
  "copied-rows": "copied a row word for word",
  "lost-literal": "lost a word it must keep",
  "too-long": "was too long",
  "several-blocks": "had several prompts in it",
  failed: "did not come",
};

/** Why the last answer could not be used: "was cut off". */
export function attemptWords(outcome: ReflectionOutcome): string {
  return attempts[outcome];
}
