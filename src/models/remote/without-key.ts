import type { CompletionOutcome, OnWritten } from "../language-model.ts";

const hidden = "[the key]";
/** Fewer characters of a key than this say nothing. */
const tellingCharacters = 8;

/** The text without the key, also where a cut left only its beginning at the end. */
export function hideKey(text: string, key: string): string {
  const whole = text.replaceAll(key, hidden);
  for (let length = Math.min(key.length - 1, whole.length); length >= tellingCharacters; length--)
    for (const mark of ["", "…", "..."])
      if (whole.endsWith(key.slice(0, length) + mark))
        return whole.slice(0, whole.length - length - mark.length) + hidden;
  return whole;
}

/**
 * Hosts repeat keys in their refusals ("Incorrect API key provided: sk-…"), and a host may put one in an answer. What it
 * says is stored, shown and exported, so the key goes out of it here, where it is still known.
 */
export function withoutKey(outcome: CompletionOutcome, key: string | undefined): CompletionOutcome {
  if (key === undefined || key.length < tellingCharacters) return outcome;
  if (outcome.kind === "failed") {
    const { message, words } = outcome;
    return {
      ...outcome,
      message: hideKey(message, key),
      ...(words === undefined ? {} : { words: hideKey(words, key) }),
    };
  }
  const { text, reasoning } = outcome;
  return {
    ...outcome,
    text: hideKey(text, key),
    ...(reasoning === undefined ? {} : { reasoning: hideKey(reasoning, key) }),
  };
}

/** The same for what is told while it is written. */
export function toldWithoutKey(
  onWritten: OnWritten | undefined,
  key: string | undefined,
): OnWritten | undefined {
  if (onWritten === undefined || key === undefined || key.length < tellingCharacters) return onWritten;
  return ({ text, reasoning }) => onWritten({ text: hideKey(text, key), reasoning: hideKey(reasoning, key) });
}
