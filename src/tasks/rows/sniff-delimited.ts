import Papa from "papaparse";

/** How a table of text is written: what stands between cells, and what around those that hold such a sign. */
interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  /** What takes its meaning from a quotation mark inside a cell; usually another one before it. */
  readonly escape: string;
  /** A blank follows every delimiter, and belongs to no cell. */
  readonly isSpaced?: boolean;
  /** Cells stand in typographic quotation marks. */
  readonly isCurly?: boolean;
}

const delimiters = [",", ";", "\t", "|"];
/** Only thought of where none of the others makes a table. */
const rareDelimiters = ["~", "^", "\u0001"];
const sampleLength = 200_000;
const sampleRows = 60;

/** What a table without a sign between its cells is read with: one that stands in no text. */
const noDelimiter = "\u001F";

const usual = { quote: '"', escape: '"' };

/** Which dialect makes the most even table of the text's beginning. */
export function sniffDialect(start: string, given?: string): Dialect {
  const sample = start.slice(0, sampleLength);
  const isWhole = sample.length === start.length;
  const isCurly = curlyQuotes.test(sample);
  const quotes = quoteStyles(sample);
  const bestOf = (
    list: readonly string[],
  ): { readonly dialect: Dialect; readonly score: number } | undefined =>
    list
      .flatMap((delimiter) =>
        quotes.map((style): Dialect => ({ delimiter, ...style, ...(isCurly ? { isCurly } : {}) })),
      )
      .map((dialect) => evenness(sample, dialect, isWhole))
      .toSorted((left, right) => right.score - left.score)[0];
  if (given !== undefined) return bestOf([given])?.dialect ?? { delimiter: given, ...usual };
  const tried = [bestOf(delimiters), bestOf(rareDelimiters)];
  const best = tried.find((one) => one !== undefined && one.score > 0);
  return best?.dialect ?? { delimiter: noDelimiter, ...usual };
}

/** Other quotation marks are only thought of where cells begin and end with them. */
function quoteStyles(sample: string): readonly Omit<Dialect, "delimiter">[] {
  const others: Omit<Dialect, "delimiter">[] = [];
  const quotedBy = (mark: string): RegExp =>
    new RegExp(`(?:^|[,;\\t|])${mark}[^\\n${mark}]*[,;\\t|][^\\n${mark}]*${mark}(?:[,;\\t|]|\\r?$)`, "m");
  if (/[^\\]\\"/.test(sample)) others.push({ quote: '"', escape: "\\" });
  for (const mark of ["'", "`"])
    if (quotedBy(mark).test(sample))
      others.push({ quote: mark, escape: sample.includes(`\\${mark}`) ? "\\" : mark });
  return [usual, ...others];
}

/** Cells that begin and end with typographic quotation marks. */
const curlyQuotes = /(?:^|[,;\t|])[ \t]*[“„«][^\n]*?[”“»][ \t]*(?:[,;\t|]|\r?$)/m;

/** Whole lines, with the marks around cells as the parser knows them. */
export function plainQuotes(lines: string, { delimiter, isCurly, isSpaced }: Dialect): string {
  const sign = `[${delimiter.replace(/[\\\]^]/, String.raw`\$&`)}]`;
  let text = lines;
  if (isCurly === true)
    text = text
      .replaceAll(new RegExp(`(^|${sign})[ \\t]*[“„«]`, "gm"), '$1"')
      .replaceAll(new RegExp(`[”“»][ \\t]*(?=${sign}|$)`, "gm"), '"');
  return isSpaced === true ? text.replaceAll(new RegExp(`(${sign})[ \\t]+(?=")`, "g"), "$1") : text;
}

interface Sampled {
  readonly rows: readonly (readonly string[])[];
  /** How many quotation marks stand where none may. */
  readonly broken: number;
}

export function rowsOfSample(sample: string, dialect: Dialect, isWhole: boolean): Sampled {
  const { delimiter, quote, escape } = dialect;
  const { data, errors } = Papa.parse<string[]>(plainQuotes(sample, dialect), {
    delimiter,
    quoteChar: quote,
    escapeChar: escape,
    newline: "\n",
    preview: sampleRows,
  });
  // The last row of what was looked at may be cut.
  const rows = isWhole || data.length >= sampleRows ? data : data.slice(0, -1);
  return { rows, broken: errors.filter(({ type }) => type === "Quotes").length };
}

/** How much the rows look like a table: the share that have as many cells as most, and a header that names them. */
function evenness(
  sample: string,
  plain: Dialect,
  isWhole: boolean,
): { readonly score: number; readonly dialect: Dialect } {
  const first = rowsOfSample(sample, plain, isWhole);
  const isSpaced = plain.delimiter !== "|" && everyCellIsSpaced(first.rows);
  const dialect = isSpaced ? { ...plain, isSpaced } : plain;
  const { rows: all, broken } = isSpaced ? rowsOfSample(sample, dialect, isWhole) : first;
  const rows = all.filter((cells) => cells.some((cell) => cell.trim() !== ""));
  const width = usualWidth(rows);
  if (width < 2) return { score: 0, dialect };
  const header = rows.find((cells) => cells.length === width) ?? [];
  const share = rows.filter((cells) => cells.length === width).length / rows.length;
  // A sign that is no delimiter is missing from the header of a table with few rows.
  const top = rows[0] ?? [];
  const isTitle = top.length < width && rows.length > 2 && share > 0.5;
  const names = header.filter((cell) => cell.trim() !== "");
  const areNames =
    names.length > 0 &&
    new Set(names).size === names.length &&
    names.every((cell) => cell.trim().length <= 60 && !/[\n\r]/.test(cell));
  const score =
    share -
    (top.length === width ? 0 : isTitle ? 0.15 : 1) -
    (areNames ? 0 : 0.3) -
    // In prose a blank follows the sign; in a table it seldom does.
    (isSpaced ? 0.25 : 0) -
    Math.min(0.5, broken / 10) +
    Math.min(width, 20) / 1000;
  return { score, dialect };
}

/** In every row a blank stands behind every delimiter. */
function everyCellIsSpaced(rows: readonly (readonly string[])[]): boolean {
  const wide = rows.filter((cells) => cells.length > 1);
  return (
    wide.length > 0 &&
    wide.every((cells) => cells.slice(1).every((cell) => cell.startsWith(" ") || cell === ""))
  );
}

/** The number of cells most rows have. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const most = [...counts].toSorted(
    ([leftWidth, left], [rightWidth, right]) => right - left || rightWidth - leftWidth,
  )[0];
  return most?.[0] ?? 0;
}
