import type { ReflectionOutcome } from "../../engine/index.ts";
import type { ReflectionRow } from "../../storage/rows.ts";

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
  "causes-named": "only named the causes",
  unchanged: "was the old prompt again",
  "already-seen": "was a prompt tried before",
  "no-answers": "left out the allowed answers",
  "no-edits": "had no edits in it",
  "no-match": "changed a passage that is not there exactly once",
};

/** Why the last answer could not be used: "was cut off". */
export function attemptWords(outcome: ReflectionOutcome): string {
  return attempts[outcome];
}

/** What a Reflection wrote, without the fences around its prompt, or why nothing came; undefined while it is awaited. */
export function answerText(reflection: Pick<ReflectionRow, "answer"> | undefined): string | undefined {
  const answer = reflection?.answer;
  if (answer?.kind === "answered") return answer.text.replaceAll(/^```.*$/gm, "");
  return answer?.kind === "failed" ? answer.message : undefined;
}
