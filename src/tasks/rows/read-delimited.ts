import Papa from "papaparse";

import { findHeader, titlesNote } from "./find-header.ts";
import { nameColumns } from "./name-columns.ts";
import { raggedReason, longestCell, type ReadItem } from "./read-item.ts";
import { type Dialect, rowsOfSample, sniffDialect } from "./sniff-delimited.ts";

interface ParsedPiece {
  readonly data: readonly (readonly string[])[];
  /** `index` is the place in the text just after the quotation mark that caused it. */
  readonly errors: readonly { readonly code: string; readonly row?: number; readonly index?: number }[];
  readonly meta: { readonly cursor: number };
}

/** A line with a broken quotation mark is given up by itself so often; each time the rest is read anew. */
const mostMended = 1_000;

const brokenQuotes: Readonly<Record<string, string>> = {
  MissingQuotes: "A quotation mark is opened and not closed.",
  InvalidQuotes: "A quotation mark stands where none is allowed.",
};

/** What of its reading a user chose; the rest is guessed. */
export interface DelimitedReading {
  readonly delimiter?: string;
  /** 1 for the first row of the file that is not blank. */
  readonly headerRow?: number;
}

/** Enough of a file to see how it is written. */
const sniffed = 200_000;

/** CSV and TSV, streamed; the header's row and what stands between the cells are guessed where they are not given. */
export async function* readDelimited(
  chunks: AsyncIterable<string>,
  reading: DelimitedReading,
): AsyncGenerator<ReadItem> {
  let pending = "";
  let parser: Papa.Parser | undefined;
  let table = createTable(0);
  /** Looks at the file's beginning once: what Excel says of the delimiter, how it is written, where its header is. */
  function* begin(isWhole: boolean): Generator<ReadItem, Papa.Parser> {
    const said = /^\uFEFF?"?sep=(.)"?[ \t]*(?:\n|$)/i.exec(pending);
    if (said !== null) pending = pending.slice(said[0].length);
    const dialect = sniffDialect(pending, reading.delimiter ?? said?.[1]);
    const rows = rowsOfSample(pending.slice(0, sniffed), dialect, isWhole && pending.length <= sniffed);
    const header = reading.headerRow === undefined ? findHeader(rows) : rowAt(rows, reading.headerRow);
    const note = reading.headerRow === undefined ? titlesNote(header) : undefined;
    table = createTable(header);
    if (note !== undefined) yield { kind: "note", text: note };
    return parserOf(dialect);
  }
  let mended = 0;
  /** Takes the whole rows of a text; what is left of it comes back. The last text has no unfinished row. */
  function* takeRows(reader: Papa.Parser, text: string, isLast: boolean): Generator<ReadItem, string> {
    let rest = text;
    for (;;) {
      const piece = reader.parse(rest, 0, !isLast) as ParsedPiece;
      const fault = piece.errors.find(({ code }) => code in brokenQuotes);
      const lineEnd = fault === undefined ? -1 : rest.indexOf("\n", fault.index);
      const isHeader = fault?.row === 0 && !table.hasNames();
      if (fault?.row === undefined || isHeader || mended >= mostMended || (lineEnd < 0 && !isLast)) {
        yield* table.take(piece);
        return isLast ? "" : rest.slice(piece.meta.cursor);
      }
      // What a broken quotation mark swallows are whole lines of others: only its own line is given up.
      mended += 1;
      yield* table.take({ ...piece, data: piece.data.slice(0, fault.row), errors: [] });
      yield table.refuse(brokenQuotes[fault.code] ?? fault.code);
      if (lineEnd < 0) return "";
      rest = rest.slice(lineEnd + 1);
    }
  }
  for await (const chunk of evenLineEnds(chunks)) {
    pending += chunk;
    if (parser === undefined) {
      if (pending.length < sniffed) continue;
      parser = yield* begin(false);
    }
    for (;;) {
      pending = yield* takeRows(parser, pending, false);
      if (pending.length < longestCell * 2) break;
      // A quotation mark that is never closed would swallow the rest of the file: give up its first line only.
      const lineEnd = pending.indexOf("\n") + 1;
      if (lineEnd === 0) break;
      yield table.refuse("A quotation mark is opened here and not closed.");
      pending = pending.slice(lineEnd);
    }
  }
  if (pending === "") return;
  parser ??= yield* begin(true);
  yield* takeRows(parser, pending, true);
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

function parserOf({ delimiter, quote, escape }: Dialect): Papa.Parser {
  return new Papa.Parser({ delimiter, quoteChar: quote, escapeChar: escape, newline: "\n" });
}

/** The place among all rows of the so-manieth that is not blank. */
function rowAt(rows: readonly (readonly string[])[], number: number): number {
  const filled = [...rows.keys()].filter((at) => rows[at]?.some((cell) => cell.trim() !== ""));
  return filled[number - 1] ?? 0;
}

/** `above`: rows of the file before its header. */
function createTable(above: number) {
  let skipped = 0;
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
      if (skipped < above) {
        skipped += 1;
        continue;
      }
      if (cells.every((cell) => cell.trim() === "")) continue;
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
    for (const [index, name] of known.entries()) values[name] = cells[index] as string;
    return { kind: "row", number: (number += 1), values };
  }

  return { take, refuse, hasNames: () => names !== undefined };
}

function cellProblem(cells: readonly string[]): string | undefined {
  if (cells.some((cell) => cell.includes("\0"))) return "It contains a NUL character, which no text should.";
  if (cells.some((cell) => cell.length > longestCell))
    return `A cell is longer than ${longestCell.toLocaleString("en")} characters.`;
  return undefined;
}
