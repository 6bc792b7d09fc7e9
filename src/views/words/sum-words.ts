import { type CandidateEntry, type EvaluatedRow, isScored } from "../../engine/index.ts";
import { formatPercent } from "./numbers.ts";
import { isAllOrNothing } from "./verdict-words.ts";

/** Whether every row is simply right or wrong, so that right ones can be counted. */
export function isPassFail(rows: readonly EvaluatedRow[]): boolean {
  return rows.every((row) => !isScored(row) || isAllOrNothing(row.score));
}

/** A sum of scores: rows right where rows are right or wrong ("6 of 12"), else their mean ("48.3 %"). */
export function sumWords(sum: number, rows: number, passFail: boolean): string {
  if (rows === 0) return "no row";
  return passFail ? `${Math.round(sum)} of ${rows}` : formatPercent(sum / rows);
}

/** What scores come to: "6 of 12" or "48.3 %". */
export function scoresWords(rows: CandidateEntry["scores"]): string {
  const sum = rows.reduce((sum, row) => sum + row.score, 0);
  return sumWords(sum, rows.length, isPassFail(rows));
}
