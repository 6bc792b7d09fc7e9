/** An answer with its thinking taken out. */
export interface SplitAnswer {
  readonly text: string;
  readonly reasoning?: string;
  /** A thinking block that was opened and never closed: the answer was cut off inside it. */
  readonly unfinished: boolean;
}

const opening = /^\s*<(think|thinking|reasoning)>/i;

/**
 * Takes a leading `<think>…</think>` block out of an answer. Some chat templates open the block in the
 * prompt, so that only its end arrives: then everything before that end is thinking too.
 */
export function splitThinking(answer: string): SplitAnswer {
  const open = opening.exec(answer);
  const tag = open?.[1] ?? "think";
  const close = new RegExp(`</${tag}>`, "i").exec(answer);
  if (open === null && close === null) return { text: answer, unfinished: false };
  const start = open === null ? 0 : open[0].length;
  if (close === null) return { text: "", reasoning: answer.slice(start).trim(), unfinished: true };
  return {
    text: answer.slice(close.index + close[0].length).trimStart(),
    reasoning: answer.slice(start, close.index).trim(),
    unfinished: false,
  };
}
