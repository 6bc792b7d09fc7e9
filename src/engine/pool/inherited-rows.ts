import type { ScoredRow } from "../vocabulary.ts";

/**
 * A child's scores: its own where it was asked, else its parent's, marked. The parent's own mark or cost is of no
 * account to the child. In the parent's order.
 */
export function withInherited(
  parent: readonly ScoredRow[],
  asked: readonly ScoredRow[],
): readonly ScoredRow[] {
  const own = new Map(asked.map((row) => [row.example, row]));
  const rows = parent.map((row) => own.get(row.example) ?? inherited(row));
  const known = new Set(parent.map((row) => row.example));
  return [...rows, ...asked.filter((row) => !known.has(row.example))];
}

/** The same rows with new answers in place of what was inherited, or answered before. */
export function withAnswers(rows: readonly ScoredRow[], answers: readonly ScoredRow[]): readonly ScoredRow[] {
  const answered = new Map(answers.map((row) => [row.example, row]));
  return withMore(
    rows.map((row) => answered.get(row.example) ?? row),
    answers,
  );
}

/** Rows nobody in the line had been asked come behind the others. */
function withMore(rows: readonly ScoredRow[], more: readonly ScoredRow[]): readonly ScoredRow[] {
  const known = new Set(rows.map((row) => row.example));
  const opened = more.filter((row) => !known.has(row.example));
  return opened.length === 0 ? rows : [...rows, ...opened];
}

/** Rows that are still inherited, brought up to what the parent has now, and those it was asked first. */
export function refreshed(rows: readonly ScoredRow[], parent: readonly ScoredRow[]): readonly ScoredRow[] {
  const now = new Map(parent.map((row) => [row.example, row]));
  const kept = rows.map((row) => {
    const source = isInherited(row) ? now.get(row.example) : undefined;
    return source === undefined ? row : inherited(source);
  });
  return withMore(kept, parent.map(inherited));
}

export function isInherited(row: ScoredRow): boolean {
  return row.from === "inherited";
}

const marked = new WeakMap<ScoredRow, ScoredRow>();

/** One object for all who inherit a row. */
function inherited(row: ScoredRow): ScoredRow {
  if (isInherited(row)) return row;
  const known = marked.get(row);
  if (known !== undefined) return known;
  const made: ScoredRow = { ...row, from: "inherited" };
  marked.set(row, made);
  return made;
}
