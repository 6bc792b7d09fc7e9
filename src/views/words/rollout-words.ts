import type { RolloutRow } from "../../storage/rows.ts";

const purposes: Readonly<Record<string, string>> = {
  seed: "seed on a Pareto row",
  parent: "minibatch",
  child: "rewrite on a minibatch",
  merge: "merge on a few rows",
  pareto: "Pareto row",
  test: "sealed test",
};

export const purposeWords = (purpose: string): string => purposes[purpose] ?? purpose;

export function scoreWords(row: RolloutRow): string {
  return row.outcome.kind === "scored" ? row.outcome.score.toFixed(2) : "failed";
}

export const isPassed = (row: RolloutRow): boolean => row.outcome.kind === "scored" && row.outcome.score >= 1;
