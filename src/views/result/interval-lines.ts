import type { RunState } from "../../engine/index.ts";
import type { Interval } from "../../shared/statistics/interval.ts";
import { type CandidateLook, candidateLook } from "../series/candidate-look.ts";
import { sumWords } from "../words/sum-words.ts";
import type { TestComparison } from "./test-comparison.ts";

/** A score with its 95 % interval, as a line of a chart. */
export interface IntervalLine extends Interval {
  readonly name: string;
  readonly look: CandidateLook;
  /** Over the mark: "37 of 120". */
  readonly label: string;
}

export function intervalLine(
  name: string,
  look: CandidateLook,
  score: Interval,
  { rows, passFail }: Pick<TestComparison, "rows" | "passFail">,
): IntervalLine {
  return { name, look, ...score, label: sumWords(score.value * rows, rows, passFail) };
}

/** The two prompts of a comparison. */
export function seedAndWinner(found: TestComparison, state?: RunState): readonly IntervalLine[] {
  const { winner, before, after } = found;
  const look = candidateLook(winner, state?.candidates[winner]?.kind);
  return [
    intervalLine("Seed, c0", candidateLook(0), before, found),
    intervalLine(`Winner, c${winner}`, look, after, found),
  ];
}
