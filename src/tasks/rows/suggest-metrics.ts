import type { ColumnRoles, SuggestedMetric } from "../../protocol/import-worker.ts";
import { parsedWritten } from "../written-json.ts";
import { isFields } from "./fields.ts";

/** IFEval and its kin name what an answer must meet in such a column. */
const instructionColumn = /^instruction[_ ]?id[_ ]?list$/i;
/** Several right answers, rather than several things that belong to one. */
const answerColumn = /^(?:.*answers?|.*aliases|ideal|references?|targets?|ground[_ ]?truths?|expected.*)$/i;

/** Metrics that fit the form of the right answers, where it tells; a plain comparison needs no suggestion. */
export function suggestMetrics(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  roles: ColumnRoles,
): readonly SuggestedMetric[] {
  const instructions = columns.find((column) => instructionColumn.test(column.trim()));
  if (instructions !== undefined) {
    const parameters = columns.find((column) => /^kwargs$/i.test(column.trim()));
    const options = { column: instructions, ...(parameters === undefined ? {} : { parameters }) };
    return [{ kind: "constraints", options }];
  }
  const [expected] = roles.expected;
  if (expected === undefined) return [];
  const at = columns.indexOf(expected);
  const cells = rows.map((row) => row[at] ?? "").filter((cell) => cell.trim() !== "");
  if (cells.length === 0) return [];
  if (cells.every((cell) => /####\s*[-−]?[\d.,]+\s*$/.test(cell))) return [{ kind: "number" }];
  const values = cells.map(parsedWritten);
  if (values.every(isFields)) return [{ kind: "json-fields" }];
  if (!values.every(isListOfTexts)) return [];
  return answerColumn.test(expected.trim())
    ? [{ kind: "normalised-exact", options: { anyOf: true } }]
    : [{ kind: "list" }];
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one !== "object");
}
