import { isFailed, type RunState, type Split } from "../../engine/index.ts";
import { shortened } from "../texts/shortened.ts";
import { plural } from "../words/numbers.ts";

/** A row of a run that no answer came for. */
interface LeftOutRow {
  readonly split: Split;
  readonly position: number;
  readonly reason: string;
  /** What is done without the answer. */
  readonly rule: string;
}

const splitWords: Readonly<Record<Split, string>> = {
  pareto: "of the Pareto set",
  test: "of the sealed test",
  feedback: "of the feedback set",
};
const longestText = 80;

/** Which row, how it begins, what is done without its answer, and why there is none. */
export function leftOutLine({ split, position, reason, rule }: LeftOutRow, text: string): string {
  const begins = shortened(text, longestText);
  return `Row ${position} ${splitWords[split]}${begins === "" ? "" : ` (“${begins}”)`}: ${rule}. ${reason}`;
}

/** How many rows they are, each counted once, whatever prompts have no answer on it. */
export function leftOutTitle(rows: readonly LeftOutRow[]): string {
  const count = new Set(rows.map(({ split, position }) => `${split} ${position}`)).size;
  return `${plural(count, "row")} had no answer and ${count === 1 ? "is" : "are"} left out`;
}

const everyCandidate = "left out for every candidate";

/** Rows without an answer as the run stands: of the Pareto set, of the sealed test, and of the feedback set. */
export function leftOutRows(state: RunState): readonly LeftOutRow[] {
  const latest = new Map(state.test.map(({ candidate, rows }) => [candidate, rows]));
  return [
    ...state.leftOut.map(({ example, failed }) => ({
      split: "pareto" as const,
      position: example,
      reason: failed,
      rule: everyCandidate,
    })),
    ...state.candidates.flatMap(({ index, scores }) =>
      scores
        .filter(({ from }) => from === "parent")
        .map(({ example }) => ({
          split: "pareto" as const,
          position: example,
          reason: "no answer after every try",
          rule: `c${index} counts there as its parent does`,
        })),
    ),
    ...[...latest].flatMap(([candidate, rows]) =>
      rows.filter(isFailed).map(({ example, failed }) => ({
        split: "test" as const,
        position: example,
        reason: failed,
        rule: `left out of what c${candidate} is worth`,
      })),
    ),
    ...Object.entries(state.unanswered).map(([example, { failed, times }]) => ({
      split: "feedback" as const,
      position: Number(example),
      reason: failed,
      rule: times > 1 ? "not drawn any more" : "left out of its minibatch, on both sides",
    })),
  ];
}
