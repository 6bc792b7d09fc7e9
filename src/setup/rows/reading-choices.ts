import type { ImportPreview, ReadOptions, TableFormat } from "../../protocol/import-worker.ts";
import { encodingChoices } from "../../tasks/rows/encodings.ts";

/** A guess of how a file is read that may be wrong, and what else it can be. */
interface ReadingChoice {
  /** What stands before it in the sentence. */
  readonly words: string;
  readonly name: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly value: string;
  /** How the file is read when another value is chosen. */
  readonly reading: (value: string) => ReadOptions;
}

const formats: readonly (readonly [TableFormat, string])[] = [
  ["csv", "CSV"],
  ["tsv", "TSV"],
  ["jsonl", "JSON lines"],
  ["json", "JSON"],
  ["yaml", "YAML"],
  ["lines", "one row a line"],
  ["xlsx", "Excel"],
];

/** The last stands in no text: the whole line is one cell. */
const delimiters: readonly (readonly [string, string])[] = [
  [",", "commas"],
  [";", "semicolons"],
  ["\t", "tabs"],
  ["|", "bars |"],
  ["\u001F", "nothing, one column"],
];

/** A header further down is seldom looked for. */
const headerRows = 20;

/** How a file is read, in the order it is told: its kind, its letters, its sheet, what parts its cells, where its header is. */
export function readingChoices(preview: ImportPreview, reading: ReadOptions): readonly ReadingChoice[] {
  const { format, encoding, sheets = [], sheet, delimiter, headerRow } = preview;
  const letters = reading.encoding === undefined ? {} : { encoding: reading.encoding };
  const one = (choice: ReadingChoice | false): readonly ReadingChoice[] => (choice === false ? [] : [choice]);
  return [
    {
      words: "read as",
      name: "How the file is read",
      options: formats.filter(([kind]) => kind !== "xlsx" || format === "xlsx"),
      value: format,
      reading: (kind) => ({ ...letters, format: kind as TableFormat }),
    },
    ...one(
      encoding !== undefined && {
        words: "letters as",
        name: "Encoding of the letters",
        options: encodingChoices(encoding),
        value: encoding,
        reading: (label) => ({ ...reading, encoding: label }),
      },
    ),
    ...one(
      sheets.length > 1 && {
        words: "sheet",
        name: "Sheet of the workbook",
        options: sheets.map((name) => [name, name] as const),
        value: sheet ?? reading.sheet ?? sheets[0] ?? "",
        reading: (name) => ({ format: "xlsx", sheet: name }),
      },
    ),
    ...one(
      delimiter !== undefined && {
        words: "cells parted by",
        name: "What parts the cells",
        options: delimiters.some(([sign]) => sign === delimiter)
          ? delimiters
          : [...delimiters, [delimiter, `the sign ${delimiter}`]],
        value: delimiter,
        reading: (sign) => ({ ...reading, delimiter: sign }),
      },
    ),
    ...one(
      headerRow !== undefined && {
        words: "columns named in",
        name: "Row that names the columns",
        options: Array.from(
          { length: Math.max(headerRows, headerRow) + 1 },
          (_, at) => [String(at), at === 0 ? "no row" : `row ${at}`] as const,
        ),
        value: String(headerRow),
        reading: (row) => ({ ...reading, headerRow: Number(row) }),
      },
    ),
  ];
}
