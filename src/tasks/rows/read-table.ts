import type { ImportSource, ReadOptions, TableFormat } from "../../protocol/import-worker.ts";
import { chunksOf } from "../../shared/chunks-of.ts";
import { decodeText } from "./decode-text.ts";
import { detectFormat } from "./detect-format.ts";
import { type Encoding, encodingOf } from "./encoding.ts";
import { readForeign } from "./foreign/read-foreign.ts";
import type { OpenTable } from "./open-table.ts";
import { readDelimited } from "./read-delimited.ts";
import { type ReadItem, UnreadableFile } from "./read-item.ts";
import { jsonFile, jsonlFile } from "./read-json-file.ts";
import { readLines } from "./read-lines.ts";
import { readPassages } from "./read-passages.ts";
import { readValues } from "./read-values.ts";
import { yamlElements } from "./read-yaml.ts";
import { unpackGzip } from "./unpack-gzip.ts";

/** Opens a source as a stream of rows. Throws `UnreadableFile` where nothing of it can be read. */
export async function openTable(source: ImportSource, options: ReadOptions): Promise<OpenTable> {
  const given = source.kind === "file" ? source.file : new Blob([source.text]);
  const isPacked = await isGzip(given);
  const blob = isPacked ? await unpackGzip(given) : given;
  const name = isPacked ? source.name.replace(/\.gz$/i, "") : source.name;
  if (options.format === "xlsx" || (options.format === undefined && (await isWorkbook(name, blob)))) {
    const { openWorkbook } = await import("./workbook/open-workbook.ts");
    return openWorkbook(blob, options);
  }
  const encoding = options.encoding ?? (await encodingOf(blob));
  const start = await beginningOf(blob, encoding);
  const format = options.format ?? detectFormat(name, start);
  refuseWebPage(format, start);
  let read = 0;
  const notes: string[] = [];
  const counted = countBytes(blob, (bytes) => (read += bytes));
  const isChosen = options.encoding !== undefined;
  const chunks = decodeText(counted, encoding, isChosen, (note) => notes.push(note));
  const items = withNotes(itemsOf(format, chunks, blob.size, options), notes);
  return {
    format,
    items,
    // Pasted text has come as letters.
    ...(source.kind === "file" ? { encoding } : {}),
    bytesRead: () => read,
    totalBytes: blob.size,
  };
}

const picture = "This is a picture, not a table. Rows come as CSV, Excel, JSON or YAML.";

/** Files of other kinds by how they begin, with what to do about it. */
const otherKinds: readonly (readonly [readonly number[], string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    "This is an old Excel workbook (.xls), or one with a password. Save it as .xlsx without a password, or as CSV, and import that.",
  ],
  [[0x50, 0x41, 0x52, 0x31], "This is a Parquet file. Save it as JSONL or CSV and import that."],
  [[0x25, 0x50, 0x44, 0x46], "This is a PDF. Save its table as CSV and import that."],
  [[0x89, 0x50, 0x4e, 0x47], picture],
  [[0xff, 0xd8, 0xff], picture],
  [[0x47, 0x49, 0x46, 0x38], picture],
];

async function isGzip(blob: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/** Throws `UnreadableFile` for a kind of file that is known and not read. */
async function isWorkbook(name: string, blob: Blob): Promise<boolean> {
  const start = new Uint8Array(await blob.slice(0, 4).arrayBuffer());
  const begins = (bytes: readonly number[]): boolean => bytes.every((byte, at) => start[at] === byte);
  const other = otherKinds.find(([bytes]) => begins(bytes));
  if (other !== undefined) throw new UnreadableFile(other[1]);
  const isZip = begins([0x50, 0x4b, 3, 4]);
  if (/\.(?:ods|numbers)$/i.test(name) && isZip)
    throw new UnreadableFile("This is no Excel workbook. Save it as .xlsx or CSV and import that.");
  return /\.xls[xm]$/i.test(name) || (isZip && !/\.[a-z0-9]+$/i.test(name));
}

/** A web page instead of the table it should be: an error of a server, or what some tools call .xls. */
function refuseWebPage(format: TableFormat, start: string): void {
  if (format === "lines" || format === "passages") return;
  if (/^\uFEFF?\s*<(?:!doctype html|html|head|table|\?xml)\b/i.test(start))
    throw new UnreadableFile(
      "This is a web page or XML, not a table. Save it as CSV or .xlsx where it comes from and import that.",
    );
}

async function beginningOf(blob: Blob, encoding: Encoding): Promise<string> {
  const bytes = await blob.slice(0, 8192).arrayBuffer();
  return new TextDecoder(encoding === "mixed" ? "utf-8" : encoding).decode(bytes);
}

function itemsOf(
  format: TableFormat,
  chunks: AsyncIterable<string>,
  size: number,
  options: ReadOptions,
): AsyncIterable<ReadItem> {
  if (format === "lines") return readLines(chunks);
  if (format === "passages") return readPassages(chunks);
  if (format === "yaml") return readForeign(readValues(yamlElements(chunks, size)));
  if (format === "json") return readForeign(readValues(jsonFile(chunks, size)));
  if (format === "jsonl") return readForeign(readValues(jsonlFile(chunks, size)));
  return readForeign(readDelimited(chunks, options));
}

async function* countBytes(blob: Blob, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunksOf(blob.stream())) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** The decoder's remarks come out before the row that follows them. */
async function* withNotes(items: AsyncIterable<ReadItem>, notes: string[]): AsyncGenerator<ReadItem> {
  for await (const item of items) {
    for (const text of notes.splice(0)) yield { kind: "note", text };
    yield item;
  }
  for (const text of notes) yield { kind: "note", text };
}
