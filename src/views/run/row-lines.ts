import type { RolloutRow } from "../../storage/rows.ts";
import type { Example } from "../../tasks/task-spec.ts";

/** A row in one line: its inputs, joined. A row a model drafted says so wherever it is shown. */
export function rowLine(row: Example | undefined): string {
  if (row === undefined) return "";
  const line = Object.values(row.inputs).join(" · ").replaceAll(/\s+/g, " ");
  return row.drafted === undefined ? line : `[drafted] ${line}`;
}

/** What was expected, in one line; empty where the metric needs none. */
export function expectedLine(row: Example | undefined): string {
  return row === undefined ? "" : Object.values(row.expected).join(" · ");
}

/** A row with what was answered to it by this call, once that is read. */
export function answeredLine(
  row: Example | undefined,
  callIndex: number,
  answer: Pick<RolloutRow, "callIndex" | "output" | "feedback"> | undefined,
): string {
  if (answer?.callIndex !== callIndex) return rowLine(row);
  return `${rowLine(row)} It answered “${answer.output.trim()}”. ${answer.feedback}`;
}
