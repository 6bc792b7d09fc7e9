import type { ReflectiveRecord } from "../../engine/vocabulary.ts";

/** What one reflective record teaches, as far as a program can read it. Nothing else is known to the coach. */
export interface Lesson {
  readonly right: boolean;
  /** The answer the feedback asks for, where it says so. */
  readonly expected?: string;
  /** The answers there are, where the feedback tells no more than the score and these. */
  readonly possible?: readonly string[];
  readonly got: string;
  /** Words the feedback names as deciding; empty when it says that no word decided; undefined when it is silent. */
  readonly deciding?: readonly string[];
  /** Words of the inputs, lower case, in order. */
  readonly words: readonly string[];
  readonly feedback: string;
}

export interface ScoredRecord {
  readonly record: ReflectiveRecord;
  /** 0..1; a full score is a right answer. Absent: read from the feedback alone. */
  readonly score?: number;
}

const wrong = /\bexpected "?(.+?)"?, got "?(.+?)"?\.(?=\s|$)/is;
const right = /\bright: "?(.+?)"?\.(?=\s|$)/is;
const possibleAnswers = /\bpossible answers: (.+?)\.(?=\s|$)/is;
const decided = /\bdecided by (?:the words? )?(.+?)[.:](?=\s|$)/is;

export function readLesson({ record, score }: ScoredRecord): Lesson {
  const feedback = textOf(record["Feedback"]);
  const told = wrong.exec(feedback);
  const praised = right.exec(feedback);
  const expected = told?.[1] ?? praised?.[1];
  const deciding = decidingWords(feedback);
  const possible = possibleAnswers.exec(feedback)?.[1]?.split(", ");
  return {
    right: score === undefined ? told === null && praised !== null : score >= 1,
    got: textOf(record["Generated Outputs"]).trim(),
    words: wordsIn(textOf(record["Inputs"])),
    feedback,
    ...(expected === undefined ? {} : { expected }),
    ...(possible === undefined ? {} : { possible }),
    ...(deciding === undefined ? {} : { deciding }),
  };
}

function decidingWords(feedback: string): readonly string[] | undefined {
  const named = decided.exec(feedback)?.[1];
  if (named === undefined) return undefined;
  if (/^no word/i.test(named)) return [];
  const quoted = [...named.matchAll(/["“]([^"”]+)["”]/g)].map((match) => (match[1] as string).toLowerCase());
  return quoted.length > 0 ? quoted : undefined;
}

export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** All text of a record's field, whatever its shape. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object")
    return value === undefined || value === null ? "" : `${value as number}`;
  return Object.values(value).map(textOf).join("\n");
}
