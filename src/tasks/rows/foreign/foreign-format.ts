import type { ColumnRoles } from "../../../protocol/import-worker.ts";

/** A column of a row as another tool wrote it, and what it is good for. */
export interface ForeignField {
  readonly column: string;
  readonly text: string;
  readonly role?: "input" | "expected" | Exclude<keyof ColumnRoles, "inputs" | "expected" | "kept">;
}

export type ForeignRow =
  | {
      readonly kind: "fields";
      readonly fields: readonly ForeignField[];
      /** A metric of ours that asks for about the same, where the file says how it is judged. */
      readonly metric?: string;
    }
  | { readonly kind: "bad"; readonly reason: string };

/** Rows of another tool, told by their columns. */
export interface ForeignFormat {
  readonly title: string;
  fits(columns: ReadonlySet<string>): boolean;
  /** One row: nested values arrive as JSON text. */
  read(values: Readonly<Record<string, string>>): ForeignRow;
}
