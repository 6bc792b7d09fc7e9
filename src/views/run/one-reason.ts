import type { RolloutRow } from "../../storage/rows.ts";

/** A judged answer, as far as its reason is looked at. */
interface Judged {
  readonly score: number;
  readonly feedback: string;
}

/** What was judged of a stored answer; nothing of one that could not be asked for. */
export function judgedOf({ outcome, feedback }: RolloutRow): readonly Judged[] {
  return outcome.kind === "scored" ? [{ score: outcome.score, feedback }] : [];
}

/** Fewer than these may fail alike by chance. */
const fewest = 8;

/**
 * The one reason for which all of the newest answers got nothing, a sentence all their feedback has in common but for
 * what it quotes; undefined where some did better or the reasons differ.
 */
export function oneReason(newest: readonly Judged[]): string | undefined {
  const [first, ...others] = newest;
  if (first === undefined || newest.length < fewest || newest.some(({ score }) => score > 0))
    return undefined;
  const shapes = others.map(({ feedback }) => new Set(sentencesOf(feedback).map(shapeOf)));
  return sentencesOf(first.feedback).find((sentence) => {
    const shape = shapeOf(sentence);
    // That an answer is not the expected one is true of every wrong answer.
    return !/^Expected\b.*\bgot\b/.test(shape) && shapes.every((all) => all.has(shape));
  });
}

/** What it says, without what it quotes. */
function sentencesOf(feedback: string): readonly string[] {
  const unquoted = feedback.replaceAll(/"[^"\n]*"|“[^”]*”|`[^`]*`/g, "…");
  return unquoted
    .split(/(?<=[.!?])\s+(?=\p{Lu})|\n/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}{3}/u.test(sentence));
}

/** The same for the same fault: engines put a piece of the text and its place behind "Unexpected token". */
function shapeOf(sentence: string): string {
  return sentence.replaceAll(/\b(Unexpected \S+).*$/g, "$1").replaceAll(/\d+/g, "0");
}
