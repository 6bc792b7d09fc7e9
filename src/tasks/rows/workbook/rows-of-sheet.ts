import { findHeader, titlesNote } from "../find-header.ts";
import { nameColumns } from "../name-columns.ts";
import { longestCell, type ReadItem } from "../read-item.ts";
import { placeOf, type SheetCells, type SheetRow } from "./read-sheet.ts";

/** Rows of the sheet that are looked at to find the header. */
const lookedAt = 60;

/** A sheet's cells as rows of data, below the header. */
export async function* rowsOfSheet(
  sheet: SheetCells,
  notes: readonly string[],
  headerRow: number | undefined,
): AsyncGenerator<ReadItem> {
  const filledDown = fillMerged(sheet);
  const filled = sheet.rows.filter((row) => !isBlank(row));
  const used = new Set(filled.flatMap(({ cells }) => [...cells.keys()]));
  const places = [...used].toSorted((left, right) => left - right);
  const textsOf = ({ cells }: SheetRow): string[] => places.map((at) => cells.get(at) ?? "");
  const header =
    headerRow === undefined
      ? guessedHeader(filled, textsOf)
      : Math.min(Math.max(1, headerRow), Math.max(1, filled.length)) - 1;
  const { names, notes: renamed } = nameColumns(filled[header] === undefined ? [] : textsOf(filled[header]));
  yield { kind: "columns", names, headerRow: header + 1 };
  const titles = headerRow === undefined ? titlesNote(header) : undefined;
  const said = [
    ...notes,
    ...(titles === undefined ? [] : [titles]),
    ...remarks(sheet, filledDown),
    ...renamed,
  ];
  for (const text of said) yield { kind: "note", text };
  let number = 0;
  for (const row of filled.slice(header + 1)) {
    number += 1;
    yield itemOf(number, names, row, textsOf);
  }
}

/** The place of the header among the rows that are not blank. */
function guessedHeader(filled: readonly SheetRow[], textsOf: (row: SheetRow) => readonly string[]): number {
  // Blank rows tell a title from a table.
  const start: (readonly string[])[] = [];
  const places: number[] = [];
  for (const [index, row] of filled.slice(0, lookedAt).entries()) {
    const above = filled[index - 1]?.at ?? row.at - 1;
    if (row.at > above + 1) {
      start.push([]);
      places.push(index);
    }
    start.push(textsOf(row));
    places.push(index);
  }
  return places[findHeader(start)] ?? 0;
}

function itemOf(
  number: number,
  names: readonly string[],
  row: SheetRow,
  textsOf: (row: SheetRow) => readonly string[],
): ReadItem {
  if (row.uncalculated !== undefined)
    return {
      kind: "bad",
      number,
      reason: `Cell ${row.uncalculated} is a formula without a value. Open the workbook in Excel or LibreOffice, save it there, and import it again.`,
    };
  const texts = textsOf(row);
  if (texts.some((text) => text.includes("\0")))
    return { kind: "bad", number, reason: "It contains a NUL character, which no text should." };
  if (texts.some((text) => text.length > longestCell))
    return {
      kind: "bad",
      number,
      reason: `A cell is longer than ${longestCell.toLocaleString("en")} characters.`,
    };
  const values: Record<string, string> = Object.create(null);
  for (const [at, name] of names.entries()) values[name] = texts[at] ?? "";
  return { kind: "row", number, values };
}

function isBlank({ cells, uncalculated }: SheetRow): boolean {
  return uncalculated === undefined && [...cells.values()].every((cell) => cell.trim() === "");
}

/** Puts the value of cells merged downwards into each of their rows; returns how many such there are. */
function fillMerged({ rows, merged }: SheetCells): number {
  let count = 0;
  const places = new Map(rows.map((row, index) => [row.at, index]));
  for (const range of merged) {
    const [from, to] = range.split(":").map(placeOf);
    if (from === undefined || to === undefined || to.row <= from.row) continue;
    const start = places.get(from.row);
    const text = start === undefined ? undefined : rows[start]?.cells.get(from.column);
    if (start === undefined || text === undefined) continue;
    count += 1;
    for (let index = start + 1; (rows[index]?.at ?? Infinity) <= to.row; index += 1) {
      const cells = rows[index]?.cells;
      if (cells?.has(from.column) === false) cells.set(from.column, text);
    }
  }
  return count;
}

function remarks({ hiddenRows, errors, isCut }: SheetCells, filledDown: number): readonly string[] {
  const [error] = errors;
  return [
    ...(isCut ? ["The sheet ends in the middle: the file is damaged, and rows may be missing."] : []),
    ...(filledDown === 0
      ? []
      : [
          filledDown === 1
            ? "A merged cell was read as its value in each of its rows."
            : `${filledDown} merged cells were read as their values in each of their rows.`,
        ]),
    ...(hiddenRows === 0
      ? []
      : [
          `${hiddenRows === 1 ? "A hidden row was" : `${hiddenRows} hidden rows were`} read like the others.`,
        ]),
    ...(error === undefined
      ? []
      : [
          `${errors.length === 1 ? "A cell holds" : `${errors.length} cells hold`} an error, the first is ${error}; they were read as empty.`,
        ]),
  ];
}
