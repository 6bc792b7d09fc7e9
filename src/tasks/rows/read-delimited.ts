import Papa from "papaparse";

import { nameColumns } from "./name-columns.ts";
import { raggedReason, longestCell, type ReadItem } from "./read-item.ts";

interface ParsedPiece {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly { readonly code: string; readonly row?: number }[];
  readonly meta: { readonly cursor: number };
}

/** CSV and TSV, streamed; the first row names the columns. The delimiter is guessed where none is given. */
export async function* readDelimited(
  chunks: AsyncIterable<string>,
  delimiter?: string,
): AsyncGenerator<ReadItem> {
  let pending = "";
  let parser: Papa.Parser | undefined;
  const table = createTable();
  for await (const chunk of evenLineEnds(chunks)) {
    pending += chunk;
    parser ??= parserFor(pending, delimiter);
    for (;;) {
      const piece = parser.parse(pending, 0, true) as ParsedPiece;
      yield* table.take(piece);
      pending = pending.slice(piece.meta.cursor);
      if (pending.length < longestCell * 2) break;
      // A quotation mark that is never closed would swallow the rest of the file: give up its first line only.
      const lineEnd = pending.indexOf("\n") + 1;
      if (lineEnd === 0) break;
      yield table.refuse("A quotation mark is opened here and not closed.");
      pending = pending.slice(lineEnd);
    }
  }
  if (pending !== "")
    yield* table.take((parser ?? parserFor(pending, delimiter)).parse(pending, 0, false) as ParsedPiece);
}

/** Every line ends with a line feed, whatever the file's habit (even where it has several). */
async function* evenLineEnds(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let held = "";
  for await (const chunk of chunks) {
    const text = held + chunk;
    held = text.endsWith("\r") ? "\r" : "";
    yield text.slice(0, text.length - held.length).replaceAll(/\r\n?/g, "\n");
  }
  if (held !== "") yield "\n";
}

function parserFor(start: string, delimiter: string | undefined): Papa.Parser {
  const guessed = delimiter ?? Papa.parse<string[]>(start.slice(0, 100_000), { preview: 20 }).meta.delimiter;
  return new Papa.Parser({ delimiter: guessed, newline: "\n" });
}

function createTable() {
  let names: readonly string[] | undefined;
  let number = 0;
  const refuse = (reason: string): ReadItem => ({ kind: "bad", number: (number += 1), reason });

  function* header(cells: readonly string[]): Generator<ReadItem> {
    const named = nameColumns(cells);
    names = named.names;
    yield { kind: "columns", names };
    for (const text of named.notes) yield { kind: "note", text };
  }

  function* take(piece: ParsedPiece): Generator<ReadItem> {
    const faults = new Map(piece.errors.map((error) => [error.row, error.code]));
    for (const [index, cells] of piece.data.entries()) {
      if (cells.length === 1 && (cells[0] as string).trim() === "") continue;
      if (names === undefined) yield* header(cells);
      else yield readRow(cells, faults.get(index));
    }
  }

  function readRow(cells: readonly string[], fault: string | undefined): ReadItem {
    const known = names as readonly string[];
    if (fault === "MissingQuotes") return refuse("A quotation mark is opened and not closed.");
    if (fault === "InvalidQuotes") return refuse("A quotation mark stands where none is allowed.");
    if (cells.length !== known.length) return refuse(raggedReason(cells.length, known.length));
    const problem = cellProblem(cells);
    if (problem !== undefined) return refuse(problem);
    const values: Record<string, string> = Object.create(null);
    for (const [index, name] of known.entries()) values[name] = cells[index] as string;
    return { kind: "row", number: (number += 1), values };
  }

  return { take, refuse };
}

function cellProblem(cells: readonly string[]): string | undefined {
  if (cells.some((cell) => cell.includes("\0"))) return "It contains a NUL character, which no text should.";
  if (cells.some((cell) => cell.length > longestCell))
    return `A cell is longer than ${longestCell.toLocaleString("en")} characters.`;
  return undefined;
}
