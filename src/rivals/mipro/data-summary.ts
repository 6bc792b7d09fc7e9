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
  const counts = groupBy(rows, ({ expected }) => Object.values(expected).join("\n"));
  const answers = [...counts].toSorted((a, b) => b[1].length - a[1].length);
  const listed =
    answers.length <= fewAnswers
      ? `Answers: ${answers.map(([answer, has]) => `${answer} (${has.length})`).join(", ")}.`
      : `${answers.length} different answers, for example ${answers
          .slice(0, shownRows)
          .map(([answer]) => answer)
          .join(", ")}.`;
  const inputsOf = ({ inputs }: LabelledRow): string => Object.values(inputs).join("\n");
  const words = rows.map((row) => inputsOf(row).split(/\s+/).length);
  const shortest = Math.min(...words);
  const longest = Math.max(...words);
  const inputs = rows.slice(0, shownRows).map((row) => `- ${inputsOf(row)}`);
  return [
    `${rows.length} rows. Columns: ${columnsOf(rows)}. Inputs have ${shortest} to ${longest} words.`,
    listed,
    "Inputs look like:",
    ...inputs,
  ].join("\n");
}

/** What goes in, and what should come out. */
function columnsOf(rows: readonly LabelledRow[]): string {
  const names = (of: "inputs" | "expected"): string =>
    [...new Set(rows.flatMap((row) => Object.keys(row[of])))].join(", ");
  return `${names("inputs")} -> ${names("expected")}`;
}
