import type { ColumnRoles, SuggestedMetric } from "../../../protocol/import-worker.ts";

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
      /** Metrics of ours that ask for about the same, where the row says how it is judged. */
      readonly metrics?: readonly SuggestedMetric[];
      /** What of the row could not be taken; each is said once for all rows. */
      readonly notes?: readonly string[];
    }
  | { readonly kind: "bad"; readonly reason: string };

/** Rows of another tool, told by their columns. */
export interface ForeignFormat {
  readonly title: string;
  /** The columns have names, so that nobody needs to be told what they look like. */
  readonly isPlain?: boolean;
  fits(columns: ReadonlySet<string>): boolean;
  /** One row: nested values arrive as JSON text. */
  read(values: Readonly<Record<string, string>>): ForeignRow;
}
