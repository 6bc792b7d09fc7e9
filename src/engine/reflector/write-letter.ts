import type { ReflectionLetter, ReflectionOutcome } from "../journal/reflection-evidence.ts";
import type { EngineSpec } from "../options/spec.ts";
import { hypothesesTask } from "./hypotheses.ts";
import { ownTemplate, type PromptParts, renderPrompt } from "./render-prompt.ts";
import { answersLetter, causesLetter, editsLetter, shortenLetter, shortLetter } from "./short-letters.ts";

/** What earlier answers to the same question left behind. */
export interface Learned {
  readonly causes: string | null;
  /** A text that is good but too long. */
  readonly tooLong: string | null;
  /** What was wrong with the last answer. */
  readonly last: { readonly outcome: ReflectionOutcome; readonly detail?: string | undefined } | null;
}

export const nothingLearned: Learned = { causes: null, tooLong: null, last: null };

/** `full`: the full letter. A person's own template stands in for both letters that ask for a whole text. */
export function writeLetter(
  letter: ReflectionLetter,
  spec: EngineSpec,
  parts: PromptParts,
  full: string,
  learned: Learned,
): string {
  if (letter === "shorten" && learned.tooLong !== null) return shortenLetter(spec, parts, learned.tooLong);
  return withHint(body(letter, spec, parts, full, learned), letter, learned.last);
}

function body(
  letter: ReflectionLetter,
  spec: EngineSpec,
  parts: PromptParts,
  full: string,
  { causes }: Learned,
): string {
  switch (letter) {
    case "hypotheses":
      return renderPrompt(spec, parts, hypothesesTask(spec)).prompt;
    case "causes":
      return causesLetter(spec, parts);
    case "edits":
      return editsLetter(spec, parts);
    case "answers":
      return answersLetter(spec, parts);
    case "short":
    case "with-causes":
      return ownTemplate(spec, parts.component) === null ? shortLetter(spec, parts, causes) : full;
    default:
      return full;
  }
}

const hints: Partial<Record<ReflectionOutcome, string>> = {
  "no-fence": "the new instruction was not between two lines of three backticks",
  "several-blocks": "there were several fenced blocks, and it was not clear which one was the instruction",
  truncated: "it was cut off before its end; be shorter",
  "thinking-only": "it held only thinking and no answer",
  empty: "the fenced block was empty",
  "copied-rows": "it copied an example word for word; state the rule instead",
  "lost-literal": "it lost a text that must stay in the instruction exactly as it is",
  "too-long": "the instruction was longer than allowed",
  unchanged: "it was the old instruction again; write a different one",
  "already-seen": "that instruction was tried before; write a different one",
  "no-answers": "it did not name the allowed answers; write every one of them into the instruction",
};

/** A second try says what was wrong with the first. */
function withHint(prompt: string, letter: ReflectionLetter, last: Learned["last"]): string {
  const hint = last === null ? undefined : hints[last.outcome];
  if (last === null || hint === undefined) return prompt;
  // A small model that is shown the words it copied copies them once more.
  const hidesWords = last.outcome === "copied-rows" && letter !== "full";
  const detail = last.detail === undefined || hidesWords ? "" : ` (${last.detail})`;
  return `${prompt}\n\nYour previous reply could not be used: ${hint}${detail}.`;
}
