import { groupBy } from "../shared/group-by.ts";
import { quoted } from "./metrics/verdict.ts";
import type { Example, RowMark } from "./task-spec.ts";

/** Longest part of an answer that is quoted beside what was said of it. */
const longestAnswer = 300;

/** Remarks on one row that are told; older ones say less about what is wanted now. */
const mostTold = 3;

/** True when both marks are about the same answer: case, runs of spaces and punctuation at the end do not count. */
export function isSameAnswer(left: RowMark["output"], right: RowMark["output"]): boolean {
  if (left === undefined || right === undefined) return left === right;
  return answerKey(left) === answerKey(right);
}

/** What equal answers share. Gentler forms would make one answer of "5" and "-5", or of two pieces of code. */
export function answerKey(output: string): string {
  return output
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/[\s.,;:!?…]+$/u, "");
}

/** The newest mark on each answer, oldest first; taken-back ones are gone. */
export function newestMarks<Mark extends RowMark>(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter(
    (mark, index) =>
      (mark.thumb !== undefined || hasText(mark)) &&
      !marks.slice(index + 1).some((later) => isSameAnswer(later.output, mark.output)),
  );
}

/** What counts of the marks made up to a time, by row; rows without marks are left out. */
export function marksByRow(
  marks: readonly (RowMark & { readonly exampleId: string; readonly at: number })[],
  until = Infinity,
): ReadonlyMap<string, readonly RowMark[]> {
  const inTime = marks.filter(({ at }) => at <= until).toSorted((left, right) => left.at - right.at);
  return new Map(
    [...groupBy(inTime, (mark) => mark.exampleId)].flatMap(([exampleId, onRow]) => {
      const counting = newestMarks(onRow).map(plainMark);
      return counting.length === 0 ? [] : [[exampleId, counting] as const];
    }),
  );
}

/** Rows with what was marked on them. */
export function withMarks(
  rows: readonly Example[],
  marks: ReadonlyMap<string, readonly RowMark[]>,
): readonly Example[] {
  return rows.map((row) => {
    const onRow = marks.get(row.id);
    return onRow === undefined ? row : { ...row, marks: onRow };
  });
}

function plainMark({ output, thumb, text }: RowMark): RowMark {
  return {
    ...(output === undefined ? {} : { output }),
    ...(thumb === undefined ? {} : { thumb }),
    ...(text === undefined || text.trim() === "" ? {} : { text: text.trim() }),
  };
}

/** What a person said, as a sentence a reflection model can learn from. */
export function markSentence(mark: RowMark): string {
  const { output, thumb } = mark;
  const text = hasText(mark) ? mark.text.trim() : undefined;
  if (output === undefined) return text ?? (thumb === "up" ? "Marked good." : "Marked bad.");
  const answer = quoted(output, longestAnswer);
  if (thumb === undefined) return `Of the answer ${answer} a person said: ${text ?? ""}`;
  const verdict = `A person marked the answer ${answer} ${thumb === "up" ? "good" : "bad"}`;
  return text === undefined ? `${verdict}.` : `${verdict}: ${text}`;
}

/** What is told of a row's marks, a line each. */
export function markSentences(marks: readonly RowMark[] | undefined): readonly string[] {
  return newestMarks(marks ?? [])
    .slice(-mostTold)
    .map(markSentence);
}

function hasText<Mark extends RowMark>(mark: Mark): mark is Mark & { readonly text: string } {
  return mark.text !== undefined && mark.text.trim() !== "";
}
