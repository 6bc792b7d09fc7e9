import type { RolloutRow } from "../../storage/rows.ts";

/** A judged answer, as far as its reason is looked at. */
interface Judged {
  readonly score: number;
  readonly feedback: string;
}

/** What was judged of a stored answer; nothing of one that could not be asked for, or is no part of the search. */
export function judgedOf({ outcome, feedback, split }: RolloutRow): readonly Judged[] {
  return outcome.kind === "scored" && split !== "test" ? [{ score: outcome.score, feedback }] : [];
}

/** Fewer than these may fail alike by chance. */
const fewest = 8;

/**
 * The one reason for which all of the newest answers got nothing, a sentence all their feedback has in common; undefined
 * where some did better or the reasons differ.
 */
export function oneReason(newest: readonly Judged[]): string | undefined {
  const [first, ...others] = newest;
  if (first === undefined || newest.length < fewest || newest.some(({ score }) => score > 0))
    return undefined;
  const shapes = others.map(({ feedback }) => new Set(sentencesOf(feedback).map(shapeOf)));
  return sentencesOf(first.feedback)
    .map(withoutAnswer)
    .find((sentence) => shapes.every((all) => all.has(shapeOf(sentence))));
}

const quotation = /"[^"\n]*"|“[^”]*”|`[^`]*`/g;

/** A full stop within a quotation ends no sentence. That an answer is not the expected one is true of every wrong one. */
function sentencesOf(feedback: string): readonly string[] {
  const quoted: string[] = [];
  const open = feedback.replaceAll(quotation, (text) => `\u0001${quoted.push(text) - 1}\u0002`);
  return open
    .split(/(?<=[.!?])\s+(?=[\p{Lu}\u0001])|\n/u)
    .map((sentence) =>
      sentence.replaceAll(/\u0001(\d+)\u0002/g, (_, at: string) => quoted[Number(at)] ?? "").trim(),
    )
    .filter((sentence) => /\p{L}{3}/u.test(sentence) && !/^Expected\b.*\bgot\b/.test(sentence));
}

/** What is quoted of an answer differs from row to row; what a row's own reason quotes makes it another reason. */
const ofAnswer = /^(?:The answer\b|Expected the number\b|Missing:)|\bis missing\b|\bwas not asked for\b/;

function withoutAnswer(sentence: string): string {
  return ofAnswer.test(sentence) ? sentence.replaceAll(quotation, "…") : sentence;
}

/** The same for the same fault: engines put a piece of the text and its place behind "Unexpected token". */
function shapeOf(sentence: string): string {
  return withoutAnswer(sentence)
    .replaceAll(/\b(Unexpected \S+).*$/g, "$1")
    .replaceAll(/\d+/g, "0");
}
