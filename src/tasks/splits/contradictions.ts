import { groupBy } from "../../shared/group-by.ts";
import { own } from "../metrics/read-options.ts";
import type { Example } from "../task-spec.ts";
import { inputText } from "./near-duplicates.ts";

/** Rows with the very same input that expect different answers: at most one of them can be met by any prompt. */
export interface Contradictions {
  readonly groups: number;
  readonly rows: number;
  /** The first of those groups: what goes in, and the answers expected of it. */
  readonly shown: readonly { readonly text: string; readonly expected: readonly string[] }[];
}

const shownGroups = 5;
const shownText = 160;

/** `column` holds the right answer; rows without one contradict nothing. */
export function contradictionsIn(examples: readonly Example[], column: string | undefined): Contradictions {
  const answerOf = ({ expected }: Example): string | undefined =>
    column === undefined ? undefined : own(expected, column);
  const judged = examples.filter((example) => answerOf(example) !== undefined);
  const answersOf = (rows: readonly Example[]): readonly string[] => [
    ...new Set(rows.map((row) => answerOf(row) ?? "")),
  ];
  const groups = [...groupBy(judged, inputText).values()].filter((rows) => answersOf(rows).length > 1);
  return {
    groups: groups.length,
    rows: groups.reduce((sum, rows) => sum + rows.length, 0),
    shown: groups.slice(0, shownGroups).map((rows) => ({
      text: inputText(rows[0] as Example).slice(0, shownText),
      expected: answersOf(rows),
    })),
  };
}
