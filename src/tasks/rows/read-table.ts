import type { ImportSource, ReadOptions, TableFormat } from "../../protocol/import-worker.ts";
import { decodeText } from "./decode-text.ts";
import { detectFormat } from "./detect-format.ts";
import { jsonElements } from "./json-elements.ts";
import { jsonLines } from "./json-lines.ts";
import { readDelimited } from "./read-delimited.ts";
import type { ReadItem } from "./read-item.ts";
import { readValues } from "./read-values.ts";

export interface OpenTable {
  readonly format: TableFormat;
  readonly items: AsyncIterable<ReadItem>;
  readonly sheets?: readonly string[];
  /** Bytes handed to the parser so far, for progress. */
  bytesRead(): number;
  readonly totalBytes: number;
}

/** Opens a source as a stream of rows. Throws `UnreadableFile` where nothing of it can be read. */
export async function openTable(source: ImportSource, options: ReadOptions): Promise<OpenTable> {
  const blob = source.kind === "file" ? source.file : new Blob([source.text]);
  const start = await blob.slice(0, 4096).text();
  const format = options.format ?? detectFormat(source.name, start);
  if (format === "xlsx") {
    const { openWorkbook } = await import("./read-workbook.ts");
    return openWorkbook(blob, options.sheet);
  }
  let read = 0;
  const notes: string[] = [];
  const counted = countBytes(blob, (bytes) => (read += bytes));
  const chunks = decodeText(counted, (note) => notes.push(note));
  const items = withNotes(itemsOf(format, chunks, options), notes);
  return { format, items, bytesRead: () => read, totalBytes: blob.size };
}

function itemsOf(
  format: TableFormat,
  chunks: AsyncIterable<string>,
  options: ReadOptions,
): AsyncIterable<ReadItem> {
  if (format === "json") return readValues(jsonElements(chunks));
  if (format === "jsonl") return readValues(jsonLines(chunks));
  return readDelimited(chunks, options.delimiter ?? (format === "tsv" ? "\t" : undefined));
}

async function* countBytes(blob: Blob, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes(value.length);
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** The decoder's remarks come out before the row that follows them. */
async function* withNotes(items: AsyncIterable<ReadItem>, notes: string[]): AsyncGenerator<ReadItem> {
  for await (const item of items) {
    for (const text of notes.splice(0)) yield { kind: "note", text };
    yield item;
  }
}
