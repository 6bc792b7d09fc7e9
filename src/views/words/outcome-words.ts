import type { RowOutcome, TestComparison } from "../result/test-comparison.ts";
import { formatScore, plural } from "./numbers.ts";

/** What is said of a row's outcome: right and wrong where answers are one or the other, better and worse where they are graded. */
export function outcomeTitle(outcome: RowOutcome, passFail: boolean): string {
  if (passFail)
    return { won: "won", lost: "lost", right: "right with both", wrong: "wrong with both", same: "the same" }[
      outcome
    ];
  return {
    won: "better",
    lost: "worse",
    right: "full marks with both",
    wrong: "nothing with both",
    same: "the same",
  }[outcome];
}

/** Where two prompts differ: rows won where answers are right or wrong, else how many are better and by how much on the whole. */
export function differingWords(found: Pick<TestComparison, "won" | "lost" | "passFail" | "gain">): string {
  const differing = found.won + found.lost;
  if (differing === 0) return "Both prompts score the same on every row.";
  if (found.passFail)
    return `Of the ${plural(differing, "row")} where the two differ, the new prompt wins ${found.won}.`;
  const mean = `${found.gain.value < 0 ? "−" : "+"}${formatScore(Math.abs(found.gain.value))}`;
  return `Better on ${plural(found.won, "row")}, worse on ${found.lost}, mean ${mean}.`;
}

/** Rows a reader picks from, with their counts, the ones to look at first first. */
export function rowChoices(found: Pick<TestComparison, "lines" | "passFail">): readonly {
  readonly kind: "lost" | "wrong" | "won";
  readonly label: string;
  readonly lines: TestComparison["lines"];
}[] {
  const titles = found.passFail
    ? { lost: "Lost", wrong: "Wrong with both", won: "Won" }
    : { lost: "Worse", wrong: "Not full marks, no better", won: "Better" };
  return (["lost", "wrong", "won"] as const).map((kind) => {
    const lines = found.lines.filter(
      ({ outcome }) => outcome === kind || (kind === "wrong" && outcome === "same"),
    );
    return { kind, label: `${titles[kind]}, ${lines.length}`, lines };
  });
}
