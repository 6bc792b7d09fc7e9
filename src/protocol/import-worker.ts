import type { Contradictions } from "../tasks/splits/contradictions.ts";
import type { Example, Splits, SplitSpec } from "../tasks/task-spec.ts";

/** What is imported: a dropped file, or text from the clipboard. */
export type ImportSource =
  | { readonly kind: "file"; readonly file: Blob; readonly name: string }
  | { readonly kind: "text"; readonly text: string; readonly name: string };

/** `lines`: each line a row; `passages`: running text in paragraphs, to look things up in. */
export type TableFormat = "csv" | "tsv" | "json" | "jsonl" | "xlsx" | "yaml" | "lines" | "passages";

/** How to read a source; everything left out is guessed. */
export interface ReadOptions {
  readonly format?: TableFormat;
  readonly delimiter?: string;
  /** Row that names the columns, 1 for the first that is not blank, 0 for none; what stands above it is left out. */
  readonly headerRow?: number;
  /** Sheet of a workbook, by name. */
  readonly sheet?: string;
  /** How the bytes of a text are letters, as `TextDecoder` calls it. */
  readonly encoding?: string;
}

/** Which column is what. Columns in no role are left out. */
export interface ColumnRoles {
  readonly inputs: readonly string[];
  /** The answers wanted; usually one. */
  readonly expected: readonly string[];
  /** Why the expected answer is right. */
  readonly reason?: string;
  /** An answer some model gave earlier, with what people thought of it. */
  readonly output?: string;
  readonly rating?: string;
  readonly critique?: string;
  /** Rows of one group stay in one split. */
  readonly group?: string;
  /** Says train/val/test (or feedback/pareto/test) itself. */
  readonly split?: string;
  /** Further columns metrics look at; hidden from the model, and may be empty. */
  readonly kept?: readonly string[];
}

/** A metric by its kind, with what its options should be beside the usual ones. */
export interface SuggestedMetric {
  readonly kind: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** What it weighs beside the others, where that is not the usual. */
  readonly weight?: number;
  /** From here on a row passes, and below not. */
  readonly threshold?: number;
}

export interface BadRowReport {
  /** 1 for the first row of data. */
  readonly number: number;
  readonly reason: string;
}

export interface ImportPreview {
  readonly kind: "preview";
  readonly format: TableFormat;
  readonly columns: readonly string[];
  /** First rows, in column order. */
  readonly rows: readonly (readonly string[])[];
  readonly badRows: readonly BadRowReport[];
  readonly notes: readonly string[];
  readonly guessed: ColumnRoles;
  /** Why the roles were guessed so, one sentence per role. */
  readonly reasons: readonly string[];
  readonly sheets?: readonly string[];
  /** The sheet that was read. */
  readonly sheet?: string;
  /** The row that names the columns, 1 for the first that is not blank, 0 for none; undefined where no file has one. */
  readonly headerRow?: number;
  /** What stands between the cells of a text. */
  readonly delimiter?: string;
  /** How the bytes of a text file were read as letters; `mixed` is UTF-8 with other letters in it. */
  readonly encoding?: string;
  /** Metrics of ours that fit how the file's own tool judges. */
  readonly suggestedMetrics?: readonly SuggestedMetric[];
  /** A prompt the file holds. */
  readonly suggestedPrompt?: string;
}

export interface ImportFailure {
  readonly kind: "bad-import";
  readonly message: string;
}

export interface ImportProgress {
  readonly bytesRead: number;
  readonly totalBytes: number;
  readonly rows: number;
  readonly badRows: number;
}

export interface ImportSummary {
  readonly kind: "imported";
  readonly rows: number;
  /** All bad rows are counted, the first thousand listed. */
  readonly badRowCount: number;
  readonly badRows: readonly BadRowReport[];
  readonly notes: readonly string[];
}

export interface ImportCancelled {
  readonly kind: "cancelled";
}

export interface SplitReport {
  readonly splits: Splits;
  /** Sentences for the user: what was not as simple as asked. */
  readonly notes: readonly string[];
  /** Ids of nearly equal rows that lie in different splits. */
  readonly leaks: readonly (readonly string[])[];
}

/** How the rows that were read are to be divided; shares follow from their number. */
export interface DivisionWish {
  readonly paretoRows: number;
  /** Column of the right answer. */
  readonly expected?: string;
  readonly spec: Omit<SplitSpec, "shares">;
}

/** The rows that were read, divided: ids only, the rows themselves stay where they are. */
export interface DividedRows {
  readonly spec: SplitSpec;
  readonly report: SplitReport;
  /** The labels among the right answers; undefined where they are no labels. */
  readonly labels: readonly string[] | undefined;
}

/** How the rows that were read would be divided, small whatever their number. */
export interface RowsSurvey {
  readonly labels: readonly string[] | undefined;
  readonly division: {
    readonly counts: { readonly feedback: number; readonly pareto: number; readonly test: number };
    readonly notes: readonly string[];
    /** Groups of nearly equal rows that lie in several splits, and how many rows those are. */
    readonly leakGroups: number;
    readonly leakRows: number;
    /** The first of those groups, each row with its split. */
    readonly leaks: readonly (readonly {
      readonly split: keyof Splits | undefined;
      readonly text: string;
    }[])[];
    readonly contradictions: Contradictions;
  };
}

/** import.worker parses strangers' files away from the page; the page stores what it gets, batch by batch. */
export interface ImportWorkerApi {
  preview(source: ImportSource, options: ReadOptions): Promise<ImportPreview | ImportFailure>;
  /** `onBatch` is awaited before the next batch is read: it is the back-pressure. */
  importRows(
    source: ImportSource,
    options: ReadOptions,
    roles: ColumnRoles,
    onBatch: (rows: readonly Example[], progress: ImportProgress) => Promise<void>,
  ): Promise<ImportSummary | ImportFailure | ImportCancelled>;
  /** Divides rows into splits and looks for near-duplicates across them. */
  split(rows: readonly Example[], spec: SplitSpec): Promise<SplitReport>;
  /** Reads a whole source and keeps its rows in the worker, for a look at them; only counts leave it. */
  readRows(
    source: ImportSource,
    options: ReadOptions,
    roles: ColumnRoles,
    onProgress: (progress: ImportProgress) => Promise<void>,
  ): Promise<ImportSummary | ImportFailure | ImportCancelled>;
  /** Divides the rows that were read last, by `importRows` or `readRows`: they need not come back from the page. */
  splitRead(wish: DivisionWish): Promise<DividedRows>;
  /** Says how `splitRead` would divide them. */
  surveyRead(wish: DivisionWish): Promise<RowsSurvey>;
  /** Ends the import that is under way; what was handed over stays with the page. */
  cancel(): Promise<void>;
}
