import type { TableFormat } from "../../protocol/import-worker.ts";
import type { ReadItem } from "./read-item.ts";

/** A file or pasted text opened as a stream of rows. */
export interface OpenTable {
  readonly format: TableFormat;
  readonly items: AsyncIterable<ReadItem>;
  readonly sheets?: readonly string[];
  /** The sheet that is read. */
  readonly sheet?: string;
  /** How the bytes of a text file were read as letters. */
  readonly encoding?: string;
  /** Bytes handed to the parser so far, for progress. */
  bytesRead(): number;
  readonly totalBytes: number;
}
