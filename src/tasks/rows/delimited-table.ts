import { nameColumns } from "./name-columns.ts";
import { longestCell, raggedReason, type ReadItem } from "./read-item.ts";

export interface ParsedPiece {
  readonly data: readonly (readonly string[])[];
  /** `index` is the place in the text just after the quotation mark that caused it. */
  readonly errors: readonly { readonly code: string; readonly row?: number; readonly index?: number }[];
  readonly meta: { readonly cursor: number };
}

export const brokenQuotes: Readonly<Record<string, string>> = {
  MissingQuotes: "A quotation mark is opened and not closed.",
  InvalidQuotes: "A quotation mark stands where none is allowed.",
};

/** Where in a text its table is, and how it is written. */
export interface TablePlace {
  /** Rows of the file before its header, blank ones included. */
  readonly above: number;
  /** Cells of a row; what stands further right is empty. */
  readonly width?: number;
  /** 0 where no row names the columns. */
  readonly headerRow?: number;
  readonly delimiter?: string;
  /** A blank before a cell does not belong to it. */
  readonly isSpaced?: boolean;
}

/** Parsed rows as rows of data: the header names the columns, titles above it are left out, ragged rows are named. */
export function createTable({ above, width, headerRow, delimiter, isSpaced }: TablePlace) {
  let skipped = 0;
  let names: readonly string[] | undefined;
  let number = 0;
  const refuse = (reason: string): ReadItem => ({ kind: "bad", number: (number += 1), reason });

  function* header(cells: readonly string[]): Generator<ReadItem> {
    const named = nameColumns(cells.slice(0, width));
    names = named.names;
    yield {
      kind: "columns",
      names,
      ...(headerRow === undefined ? {} : { headerRow }),
      ...(delimiter === undefined ? {} : { delimiter }),
    };
    for (const text of named.notes) yield { kind: "note", text };
  }

  /** No row names the columns: they are numbered. */
  function* numbered(count: number): Generator<ReadItem> {
    names = Array.from({ length: count }, (_, at) => `column ${at + 1}`);
    yield { kind: "columns", names, headerRow: 0, ...(delimiter === undefined ? {} : { delimiter }) };
  }

  function* take(piece: ParsedPiece): Generator<ReadItem> {
    const faults = new Map(piece.errors.map((error) => [error.row, error.code]));
    for (const [index, cells] of piece.data.entries()) {
      if (skipped < above) {
        skipped += 1;
        continue;
      }
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (names === undefined && headerRow === 0) yield* numbered(width ?? cells.length);
      if (names === undefined) yield* header(cells);
      else yield readRow(cells, faults.get(index));
    }
  }

  function readRow(cells: readonly string[], fault: string | undefined): ReadItem {
    const known = names as readonly string[];
    const broken = fault === undefined ? undefined : brokenQuotes[fault];
    if (broken !== undefined) return refuse(broken);
    // Rows that end with the delimiter have an empty cell too many.
    const isPadded =
      cells.length > known.length && cells.slice(known.length).every((cell) => cell.trim() === "");
    if (cells.length !== known.length && !isPadded) return refuse(raggedReason(cells.length, known.length));
    const problem = cellProblem(cells);
    if (problem !== undefined) return refuse(problem);
    const values: Record<string, string> = Object.create(null);
    for (const [index, name] of known.entries()) {
      const cell = asText(cells[index] as string);
      values[name] = isSpaced === true ? cell.replace(/^[ \t]+/, "") : cell;
    }
    return { kind: "row", number: (number += 1), values };
  }

  return { take, refuse, hasNames: () => names !== undefined };
}

/** What Excel is told to keep as a text, `="007"`, is that text. */
const asText = (cell: string): string => /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;

function cellProblem(cells: readonly string[]): string | undefined {
  if (cells.some((cell) => cell.includes("\0"))) return "It contains a NUL character, which no text should.";
  if (cells.some((cell) => cell.length > longestCell))
    return `A cell is longer than ${longestCell.toLocaleString("en")} characters.`;
  return undefined;
}
