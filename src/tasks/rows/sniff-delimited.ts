import Papa from "papaparse";

/** How a table of text is written: what stands between cells, and what around those that hold such a sign. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  /** What takes its meaning from a quotation mark inside a cell; usually another one before it. */
  readonly escape: string;
}

/** The title, the date and the like above the table: lines of the file before its header. */
export interface TableStart {
  /** Rows above the header, blank ones included. */
  readonly skipped: number;
}

const delimiters = [",", ";", "\t", "|"];
const sampleLength = 200_000;
const sampleRows = 60;

/** What a table without a sign between its cells is read with: one that stands in no text. */
const noDelimiter = "\u001F";

/** Which dialect makes the most even table of the text's beginning. */
export function sniffDialect(start: string, given?: string): Dialect {
  const sample = start.slice(0, sampleLength);
  const isWhole = sample.length === start.length;
  const quotes = quoteStyles(sample);
  const tried = (given === undefined ? delimiters : [given]).flatMap((delimiter) =>
    quotes.map((style) => {
      const dialect = { delimiter, ...style };
      return { dialect, ...evenness(rowsOfSample(sample, dialect, isWhole), delimiter) };
    }),
  );
  const best = tried.toSorted((left, right) => right.score - left.score)[0];
  const usual = { quote: '"', escape: '"' };
  if (given !== undefined) return best?.dialect ?? { delimiter: given, ...usual };
  return best === undefined || best.score <= 0 ? { delimiter: noDelimiter, ...usual } : best.dialect;
}

/** Other quotation marks are only thought of where cells begin and end with them. */
function quoteStyles(sample: string): readonly Omit<Dialect, "delimiter">[] {
  const usual = { quote: '"', escape: '"' };
  const others: Omit<Dialect, "delimiter">[] = [];
  const quotedBy = (mark: string): RegExp =>
    new RegExp(`(?:^|[,;\\t|])${mark}[^\\n${mark}]*[,;\\t|][^\\n${mark}]*${mark}(?:[,;\\t|]|\\r?$)`, "m");
  if (/[^\\]\\"/.test(sample) && !/[^,;\t|\n]""/.test(sample)) others.push({ quote: '"', escape: "\\" });
  for (const mark of ["'", "`"])
    if (quotedBy(mark).test(sample))
      others.push({ quote: mark, escape: sample.includes(`\\${mark}`) ? "\\" : mark });
  return [usual, ...others];
}

export function rowsOfSample(
  sample: string,
  { delimiter, quote, escape }: Dialect,
  isWhole: boolean,
): string[][] {
  const { data } = Papa.parse<string[]>(sample, {
    delimiter,
    quoteChar: quote,
    escapeChar: escape,
    newline: "\n",
    preview: sampleRows,
  });
  // The last row of what was looked at may be cut.
  return isWhole || data.length >= sampleRows ? data : data.slice(0, -1);
}

/** How much the rows look like a table: the share that have as many cells as most, and a header that names them. */
function evenness(all: readonly (readonly string[])[], delimiter: string): { readonly score: number } {
  const rows = all.filter((cells) => cells.some((cell) => cell.trim() !== ""));
  const width = usualWidth(rows);
  if (width < 2) return { score: 0 };
  const header = rows.find((cells) => cells.length === width) ?? [];
  const share = rows.filter((cells) => cells.length === width).length / rows.length;
  // A sign that is no delimiter is missing from the header of a table with few rows.
  const first = rows[0] ?? [];
  const isTitle = first.length === 1 && rows.length > 2 && width > 1 && share > 0.5;
  const isNamed = first.length === width || isTitle;
  const names = header.filter((cell) => cell.trim() !== "");
  const areNames =
    names.length > 0 &&
    new Set(names).size === names.length &&
    names.every((cell) => cell.trim().length <= 60 && !/[\n\r]/.test(cell));
  // In prose a blank follows the sign; in a table it seldom does.
  const spaced = header.slice(1).every((cell) => cell.startsWith(" ")) && delimiter !== "|";
  return {
    score:
      share -
      (isNamed ? 0 : 1) -
      (areNames ? 0 : 0.3) -
      (spaced ? 0.25 : 0) -
      (isTitle && first.length !== width ? 0.15 : 0) +
      Math.min(width, 20) / 1000,
  };
}

/** The number of cells most rows have. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const most = [...counts].toSorted(
    ([leftWidth, left], [rightWidth, right]) => right - left || rightWidth - leftWidth,
  )[0];
  return most?.[0] ?? 0;
}
