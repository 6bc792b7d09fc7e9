import { groupBy } from "../../shared/group-by.ts";
import type { LabelledRow } from "../ports.ts";

/** Distinct answers up to which they are listed rather than described. */
const fewAnswers = 20;
const shownRows = 5;

/**
 * What the labelled rows look like, counted by code: size, answers and how often, a few inputs. (dspy has a model write
 * this from batches of rows; counting costs no call and cannot invent.)
 */
export function summariseData(rows: readonly LabelledRow[]): string {
  const counts = groupBy(rows, (row) => row.expected);
  const answers = [...counts].toSorted((a, b) => b[1].length - a[1].length);
  const listed =
    answers.length <= fewAnswers
      ? `Answers: ${answers.map(([answer, has]) => `${answer} (${has.length})`).join(", ")}.`
      : `${answers.length} different answers, for example ${answers
          .slice(0, shownRows)
          .map(([answer]) => answer)
          .join(", ")}.`;
  const words = rows.map((row) => row.input.split(/\s+/).length);
  const shortest = Math.min(...words);
  const longest = Math.max(...words);
  const inputs = rows.slice(0, shownRows).map((row) => `- ${row.input}`);
  return [
    `${rows.length} rows. Inputs have ${shortest} to ${longest} words.`,
    listed,
    "Inputs look like:",
    ...inputs,
  ].join("\n");
}
