import type { Reading } from "./house-rules.ts";

/** Whether an answer does what somebody's rules say of a message, and why; without a rule there is nothing to obey. */
interface ObeyVerdict {
  readonly obeyed?: boolean;
  readonly words: string;
  readonly why: string;
}

export function obeyVerdict({ label, word }: Reading, answer: string): ObeyVerdict {
  if (label === undefined)
    return {
      words: "",
      why: "No line could be read as a rule for this message, so there is nothing to obey.",
    };
  if (answer.toUpperCase() === label) {
    const why = word === undefined ? "no rule fits, so your default holds" : `the word “${word}” decides`;
    return { obeyed: true, words: "It obeyed", why };
  }
  const toy = "It is a toy: short rules of the form “If the message mentions …, answer …” suit it best.";
  return { obeyed: false, words: "It did not obey", why: `your rules say ${label}. ${toy}` };
}
