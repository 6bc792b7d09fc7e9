import type { ColumnRoles, SuggestedMetric } from "../../protocol/import-worker.ts";

/** A row as it stood in the file: every column's text. */
export interface RawRow {
  readonly kind: "row";
  /** 1 for the first row of data. */
  readonly number: number;
  /** Null prototype: column names come from strangers. */
  readonly values: Readonly<Record<string, string>>;
}

/** A row that could not be read; the rows around it are kept. */
interface BadRow {
  readonly kind: "bad";
  readonly number: number;
  readonly reason: string;
}

/** Column names, in order, before the first row; again whenever a later row brings new ones. */
export interface Columns {
  readonly kind: "columns";
  readonly names: readonly string[];
  /** What the columns are for, where the file's kind says so. */
  readonly roles?: ColumnRoles;
  /** The row of the file that named them, 1 for the first that is not blank. */
  readonly headerRow?: number;
  /** What stands between the cells of a text. */
  readonly delimiter?: string;
  /** Metrics that fit how the file's tool judges. */
  readonly metrics?: readonly SuggestedMetric[];
}

/** Something worth telling that is no row's fault. */
interface ReadNote {
  readonly kind: "note";
  readonly text: string;
}

/** What a file says of how its rows are asked and judged. */
export interface Hints {
  readonly prompt?: string;
  readonly metrics?: readonly SuggestedMetric[];
  readonly expected?: string;
}

export type ReadItem = RawRow | BadRow | Columns | ReadNote | ({ readonly kind: "hints" } & Hints);

export class UnreadableFile extends Error {}

/** Longest text of one cell or JSON value that is taken in. */
export const longestCell = 2_000_000;

/** A row that is shorter or longer than its header. */
export function raggedReason(cells: number, columns: number): string {
  return `It has ${cells} ${cells === 1 ? "cell" : "cells"} where the header has ${columns}.`;
}
