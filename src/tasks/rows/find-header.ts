import { isColumnName } from "./column-names.ts";

/** A row further down than this is no header. */
const mostTitles = 20;

/**
 * Which row names the columns: the first, unless titles stand above it. A title fills one cell of several, or is parted
 * from a fuller row by a blank one.
 */
export function findHeader(rows: readonly (readonly string[])[]): number {
  const start = rows.slice(0, mostTitles);
  const filled = start.map((cells) => cells.filter((cell) => cell.trim() !== "").length);
  const widest = Math.max(0, ...rows.map((cells) => cells.filter((cell) => cell.trim() !== "").length));
  const first = filled.findIndex((count) => count > 0);
  if (first < 0 || widest < 2) return Math.max(0, first);
  const isAfterBlank = (at: number): boolean =>
    filled.slice(first, at).includes(0) &&
    filled.slice(first, at).every((count) => count < (filled[at] ?? 0));
  const parted = filled.findIndex(
    (count, at) => at > first && count >= 2 && filled[at - 1] === 0 && isAfterBlank(at),
  );
  if (parted > 0 && (filled[first] ?? 0) < widest && filled[parted] === Math.max(...filled)) return parted;
  if (filled[first] !== 1) return first;
  const named = filled.findIndex((count, at) => at > first && count >= 2);
  return named < 0 ? first : named;
}

/**
 * Whether the row that should name the columns is a row of data: a text of its own stands below it again in the same
 * column, and none of its cells is called as columns are.
 */
export function lacksHeader(rows: readonly (readonly string[])[], header: number): boolean {
  const cells = (rows[header] ?? []).map((cell) => cell.trim());
  if (cells.length < 2 || cells.some((cell) => cell === "" || isColumnName(cell))) return false;
  return cells.some(
    (cell, at) =>
      /\p{L}{2}/u.test(cell) && rows.slice(header + 1).some((row) => (row[at] ?? "").trim() === cell),
  );
}

export const headerlessNote =
  "The first row seems to be data, so the columns are numbered. Choose the row that names them if that is wrong.";

/** What is said of the rows above a header that was found further down. */
export function titlesNote(header: number): string | undefined {
  if (header === 0) return undefined;
  const above = header === 1 ? "The first line was" : `The first ${header} lines were`;
  return `${above} taken as a title above the table. Choose another header row if that is wrong.`;
}
