import { type EvaluatedRow, isScored } from "../../engine/index.ts";
import { formatScore } from "./numbers.ts";

/** Whether a score is a full one: a row that has it is passed. */
export const isPass = (score: number): boolean => score >= 1;

/** Whether a row of the journal is passed; one that no answer came for is not. */
export const isPassedRow = (row: EvaluatedRow): boolean => isScored(row) && isPass(row.score);

/** Whether a score is all or nothing. */
export const isAllOrNothing = (score: number): boolean => score === 0 || score === 1;

/** What stands beside the tick or the cross: what was expected where that is known, else the score. */
export function verdictWords(score: number, expected: string): string {
  if (isPass(score)) return "right";
  return expected === "" ? formatScore(score) : `expected ${expected}`;
}

/** The same of a row of the journal; one without an answer says why. */
export const rowVerdict = (row: EvaluatedRow, expected: string): string =>
  isScored(row) ? verdictWords(row.score, expected) : expected === "" ? row.failed : `expected ${expected}`;
