import { estimateTokens } from "../../shared/estimate-tokens.ts";
import type { ReflectionOutcome } from "../journal/events.ts";
import type { Guards } from "../options/spec.ts";
import type { RecordValue, ReflectionRecordRow, ReflectiveRecord } from "../vocabulary.ts";
import { guardedLimits } from "./limits.ts";

interface TextProblem {
  readonly outcome: ReflectionOutcome;
  readonly detail: string;
}

/** What a person's guards have against a new text; null when nothing. */
export function checkText(
  guards: Guards,
  component: string,
  text: string,
  currentText: string,
  rows: readonly ReflectionRecordRow[],
): TextProblem | null {
  const { tokens: cap, keep } = guardedLimits(guards, component);
  const lost = keep.find((literal) => !text.includes(literal));
  if (lost !== undefined) return { outcome: "lost-literal", detail: lost };
  const tokens = estimateTokens(text);
  if (cap !== null && tokens > cap) return { outcome: "too-long", detail: `${tokens} of ${cap} tokens` };
  const copied =
    guards.copyGuard === null ? null : copiedWords(text, currentText, rows, guards.copyGuard.ngram);
  return copied === null ? null : { outcome: "copied-rows", detail: copied };
}

/**
 * A run of `ngram` words that stands in a row and in the new text, but not in the old one. Feedback is meant to be
 * used, also where it quotes the data, so only what came from the data (every key but Feedback and remarks) counts
 * (gepa#261), line by line: two short points of a list are no copied phrase. Words that stand
 * in every row of several are the task's frame, not one row's data.
 */
function copiedWords(
  text: string,
  currentText: string,
  rows: readonly ReflectionRecordRow[],
  ngram: number,
): string | null {
  const own = text.split("\n").flatMap((line) => ngrams(line, ngram));
  if (own.length === 0) return null;
  const data = rows.map((row) => new Set(ngrams(dataOf(row), ngram)));
  const isCopied = (one: string): boolean => {
    const holders = data.filter((row) => row.has(one)).length;
    return holders > 0 && (holders < data.length || data.length === 1);
  };
  const copied = own.filter(isCopied);
  if (copied.length === 0) return null;
  const allowed = new Set([currentText, ...rows.map(feedbackOf)].flatMap((one) => ngrams(one, ngram)));
  return copied.find((one) => !allowed.has(one)) ?? null;
}

const isFeedback = (key: string): boolean => /^(?:feedback|remark by a person)$/i.test(key);

function dataOf({ record }: ReflectionRecordRow): string {
  return partsOf(record, (key) => !isFeedback(key));
}

function feedbackOf({ record }: ReflectionRecordRow): string {
  return partsOf(record, isFeedback);
}

function partsOf(record: ReflectiveRecord, isWanted: (key: string) => boolean): string {
  const wanted = Object.entries(record).filter(([key]) => isWanted(key));
  return wanted.map(([, value]) => printed(value)).join("\n\n");
}

/** Every run of `n` words, as one text each. */
function ngrams(text: string, n: number): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const joined = words.join(" ");
  const found: string[] = [];
  let [start, end] = [0, words.slice(0, n).join(" ").length];
  for (let i = 0; i + n <= words.length; i++) {
    found.push(joined.slice(start, end));
    start += words[i]!.length + 1;
    end += (words[i + n]?.length ?? 0) + 1;
  }
  return found;
}

function printed(value: RecordValue): string {
  if (value === null || typeof value !== "object") return String(value);
  return Object.values(value)
    .map((one: RecordValue) => printed(one))
    .join("\n");
}
