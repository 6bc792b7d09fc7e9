import type { ImportSource, ReadOptions, TableFormat } from "../../protocol/import-worker.ts";
import { chunksOf } from "../../shared/chunks-of.ts";
import { decodeText } from "./decode-text.ts";
import { detectFormat } from "./detect-format.ts";
import { readForeign } from "./foreign/read-foreign.ts";
import { jsonElements } from "./json-elements.ts";
import { jsonLines } from "./json-lines.ts";
import type { OpenTable } from "./open-table.ts";
import { readDelimited } from "./read-delimited.ts";
import type { ReadItem } from "./read-item.ts";
import { readLines } from "./read-lines.ts";
import { readPassages } from "./read-passages.ts";
import { readValues } from "./read-values.ts";
import { yamlElements } from "./read-yaml.ts";

/** Opens a source as a stream of rows. Throws `UnreadableFile` where nothing of it can be read. */
export async function openTable(source: ImportSource, options: ReadOptions): Promise<OpenTable> {
  const blob = source.kind === "file" ? source.file : new Blob([source.text]);
  const start = await blob.slice(0, 4096).text();
  const format = options.format ?? detectFormat(source.name, start);
  if (format === "xlsx") {
    const { openWorkbook } = await import("./read-workbook.ts");
    return openWorkbook(blob, options.sheet);
  }
  if (format === "yaml" || isTestConfiguration(format, start, blob)) {
    const items = readForeign(readValues(yamlElements(blob)));
    return { format, items, bytesRead: () => blob.size, totalBytes: blob.size };
  }
  let read = 0;
  const notes: string[] = [];
  const counted = countBytes(blob, (bytes) => (read += bytes));
  const chunks = decodeText(counted, (note) => notes.push(note));
  const items = withNotes(itemsOf(format, chunks, options), notes);
  return { format, items, bytesRead: () => read, totalBytes: blob.size };
}

/** A promptfoo configuration in JSON has other lists before its tests; JSON is YAML, and small ones are read as such. */
function isTestConfiguration(format: TableFormat, start: string, blob: Blob): boolean {
  return (
    format === "json" &&
    blob.size < 32 * 1024 * 1024 &&
    /^\s*\{[\s\S]*?"(?:prompts|providers|tests)"\s*:/.test(start)
  );
}

function itemsOf(
  format: TableFormat,
  chunks: AsyncIterable<string>,
  options: ReadOptions,
): AsyncIterable<ReadItem> {
  if (format === "lines") return readLines(chunks);
  if (format === "passages") return readPassages(chunks);
  if (format === "json") return readForeign(readValues(jsonElements(chunks)));
  if (format === "jsonl") return readForeign(readValues(jsonLines(chunks)));
  return readForeign(readDelimited(chunks, options.delimiter ?? (format === "tsv" ? "\t" : undefined)));
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
}
