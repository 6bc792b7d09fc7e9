import type { ColumnRoles } from "../../protocol/import-worker.ts";

const names = {
  split: /^(split|subset|partition|fold)$/i,
  group:
    /^(group|group[_ ]?id|cluster|conversation[_ ]?id|thread[_ ]?id|session[_ ]?id|user[_ ]?id|customer[_ ]?id)$/i,
  rating: /^(rating|score|thumbs?|grade|good[_ ]?bad|human[_ ]?rating|annotation)$/i,
  critique:
    /^(critique|comment|feedback|note|notes|remark|explanation|output[_ ]?feedback|human[_ ]?feedback)$/i,
  reason: /^(reason|rationale|because|why)$/i,
  expected:
    /^(expected|expected[_ ]?(output|answer|label)|label|labels|answer|answers|target|gold|golden|ground[_ ]?truth|ideal|reference|reference[_ ]?(output|answer)|category|class|intent|correct|correct[_ ]?answer|y)$/i,
  output: /^(output|completion|response|prediction|model[_ ]?(output|answer)|generated|assistant)$/i,
  input:
    /^(input|inputs|text|message|question|query|prompt|content|body|sentence|document|email|ticket|user|utterance|review|description|title|subject|context|passage|x)$/i,
  id: /^(id|_id|uuid|index|row|key|no|nr|#|timestamp|date|created[_ ]?at)$/i,
} as const;

const splitNames = new Set([
  "train",
  "training",
  "val",
  "valid",
  "validation",
  "dev",
  "test",
  "feedback",
  "pareto",
]);

export interface GuessedRoles {
  readonly roles: ColumnRoles;
  readonly reasons: readonly string[];
}

/** Guesses which column is what, from the names and the first rows; the user has the last word. */
export function guessRoles(columns: readonly string[], rows: readonly (readonly string[])[]): GuessedRoles {
  const free = new Set(columns);
  const reasons: string[] = [];
  const take = (role: keyof typeof names, fits: (values: readonly string[]) => boolean = () => true) => {
    const found = columns.find(
      (column, index) => free.has(column) && names[role].test(column) && fits(cellsOf(rows, index)),
    );
    if (found === undefined) return undefined;
    free.delete(found);
    reasons.push(`"${found}" is taken as ${role} by its name.`);
    return found;
  };
  const split = take("split", (cells) => cells.some((cell) => splitNames.has(cell.trim().toLowerCase())));
  const rating = take("rating");
  const critique = take("critique");
  const reason = take("reason");
  const group = take("group");
  const named = take("expected");
  const output = take("output");
  const expected = named ?? (rating === undefined && critique === undefined ? output : undefined);
  const inputs = columns.filter((column) => free.has(column) && names.input.test(column));
  for (const column of inputs) free.delete(column);
  const rest = columns.filter((column) => free.has(column) && !names.id.test(column));
  const label = expected ?? (inputs.length > 0 ? undefined : labelLike(rest, columns, rows, reasons));
  const chosen =
    inputs.length > 0
      ? inputs
      : longestColumn(
          rest.filter((column) => column !== label),
          columns,
          rows,
          reasons,
        );
  const roles: ColumnRoles = {
    inputs: chosen,
    expected: label === undefined ? [] : [label],
    ...(reason === undefined ? {} : { reason }),
    ...(output === undefined || output === label ? {} : { output }),
    ...(rating === undefined ? {} : { rating }),
    ...(critique === undefined ? {} : { critique }),
    ...(group === undefined ? {} : { group }),
    ...(split === undefined ? {} : { split }),
  };
  if (rating !== undefined && output !== undefined && inputs.length > 0) {
    reasons.push(
      "Input, output and rating columns look like an export of OpenAI's data sets; this reading was not tried with a real export.",
    );
  }
  return { roles, reasons };
}

function cellsOf(rows: readonly (readonly string[])[], index: number): string[] {
  return rows.map((row) => row[index] ?? "");
}

/** The column with few different short values looks like a label. */
function labelLike(
  candidates: readonly string[],
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  reasons: string[],
): string | undefined {
  const found = candidates.toReversed().find((column) => {
    const cells = cellsOf(rows, columns.indexOf(column)).filter((cell) => cell !== "");
    const different = new Set(cells).size;
    return (
      cells.length >= 4 &&
      different >= 2 &&
      different <= cells.length / 2 &&
      cells.every((cell) => cell.length <= 60)
    );
  });
  if (found !== undefined && candidates.length > 1) {
    reasons.push(`"${found}" has few different short values, so it is taken as the expected label.`);
    return found;
  }
  return undefined;
}

function longestColumn(
  candidates: readonly string[],
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  reasons: string[],
): readonly string[] {
  const length = (column: string) =>
    cellsOf(rows, columns.indexOf(column)).reduce((sum, cell) => sum + cell.length, 0);
  const longest = candidates.toSorted((left, right) => length(right) - length(left))[0] ?? columns[0];
  if (longest === undefined) return [];
  reasons.push(`"${longest}" has the longest texts, so it is taken as the input.`);
  return [longest];
}
