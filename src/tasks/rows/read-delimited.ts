import Papa from "papaparse";

import { brokenQuotes, createTable, type ParsedPiece, type TablePlace } from "./delimited-table.ts";
import { findHeader, headerlessNote, lacksHeader, titlesNote } from "./find-header.ts";
import { barsOfMarkdown, isMarkdownTable } from "./markdown-table.ts";
import { longestCell, type ReadItem } from "./read-item.ts";
import { plainQuotes, rowsOfSample, sniffDialect } from "./sniff-delimited.ts";

/** A line with a broken quotation mark is given up by itself so often; each time the rest is read anew. */
const mostMended = 1_000;

/** What of its reading a user chose; the rest is guessed. */
interface DelimitedReading {
  readonly delimiter?: string;
  /** 1 for the first row of the file that is not blank, 0 for none. */
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
  let open: OpenText | undefined;
  let table = createTable({ above: 0 });
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
    if (open === undefined) {
      pending += chunk;
      if (pending.length < sniffed) continue;
      open = openText(pending, reading, false);
      table = createTable(open.place);
      if (open.note !== undefined) yield { kind: "note", text: open.note };
      pending = open.lines.take(open.text);
    } else pending += open.lines.take(chunk);
    for (;;) {
      pending = yield* takeRows(open.parser, pending, false);
      if (pending.length < longestCell * 2) break;
      // A quotation mark that is never closed would swallow the rest of the file: give up its first line only.
      const lineEnd = pending.indexOf("\n") + 1;
      if (lineEnd === 0) break;
      yield table.refuse("A quotation mark is opened here and not closed.");
      pending = pending.slice(lineEnd);
    }
  }
  if (open === undefined) {
    if (pending === "") return;
    open = openText(pending, reading, true);
    table = createTable(open.place);
    if (open.note !== undefined) yield { kind: "note", text: open.note };
    pending = open.lines.take(open.text);
  }
  pending += open.lines.rest();
  if (pending !== "") yield* takeRows(open.parser, pending, true);
}

interface OpenText {
  readonly parser: Papa.Parser;
  readonly place: TablePlace;
  readonly lines: Lines;
  /** What was looked at, without what Excel said of the delimiter. */
  readonly text: string;
  readonly note: string | undefined;
}

/** Looks at a file's beginning: what Excel says of the delimiter, how it is written, where its header is. */
function openText(start: string, reading: DelimitedReading, isWhole: boolean): OpenText {
  const said = /^\uFEFF?"?sep=(.)"?[ \t]*(?:\n|$)/i.exec(start);
  const text = said === null ? start : start.slice(said[0].length);
  const isMarkdown = isMarkdownTable(text);
  const sample = isMarkdown ? barsOfMarkdown(text) : text;
  const dialect = sniffDialect(sample, reading.delimiter ?? said?.[1] ?? (isMarkdown ? "|" : undefined));
  const { rows } = rowsOfSample(sample.slice(0, sniffed), dialect, isWhole && text.length <= sniffed);
  const isGiven = reading.headerRow !== undefined;
  const above = reading.headerRow === undefined ? findHeader(rows) : rowAt(rows, reading.headerRow);
  const isHeaderless = isGiven ? reading.headerRow === 0 : lacksHeader(rows, above);
  const isFilled = (cells: readonly string[]): boolean => cells.some((cell) => cell.trim() !== "");
  const width = rows
    .slice(above)
    .reduce((most, cells) => Math.max(most, cells.findLastIndex((cell) => cell.trim() !== "") + 1), 0);
  const { delimiter, quote, escape, isSpaced, isCurly } = dialect;
  return {
    parser: new Papa.Parser({ delimiter, quoteChar: quote, escapeChar: escape, newline: "\n" }),
    place: {
      above,
      delimiter,
      headerRow: isHeaderless ? 0 : rows.slice(0, above).filter(isFilled).length + 1,
      // Columns on the right that are empty throughout are none.
      width: Math.min(width, rows[above]?.length ?? width),
      ...(isSpaced === undefined ? {} : { isSpaced }),
    },
    lines: isMarkdown
      ? wholeLines(barsOfMarkdown)
      : isSpaced === true || isCurly === true
        ? wholeLines((lines) => plainQuotes(lines, dialect))
        : asTheyAre,
    text,
    note: isGiven ? undefined : isHeaderless ? headerlessNote : titlesNote(above),
  };
}

interface Lines {
  take(chunk: string): string;
  rest(): string;
}

const asTheyAre: Lines = { take: (chunk) => chunk, rest: () => "" };

/** Changes a text that comes in pieces line by line. */
function wholeLines(change: (lines: string) => string): Lines {
  let held = "";
  return {
    take(chunk) {
      const text = held + chunk;
      const end = text.lastIndexOf("\n") + 1;
      held = text.slice(end);
      return change(text.slice(0, end));
    },
    rest: () => change(held),
  };
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

/** The place among all rows of the so-manieth that is not blank. */
function rowAt(rows: readonly (readonly string[])[], number: number): number {
  const filled = [...rows.keys()].filter((at) => rows[at]?.some((cell) => cell.trim() !== ""));
  return filled[number - 1] ?? 0;
}
