/** What crosses between the page and bundle.worker (types only): everything but keys and weights in one file. */

/** What goes into a bundle; left out means all of it. Datasets follow from the tasks and runs that use them. */
export interface BundleSelection {
  readonly runIds?: readonly string[];
  readonly taskIds?: readonly string[];
}

/** Where a recorded run comes from, in the words its page shows. */
export interface Recording {
  readonly model: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** What makes it again. */
  readonly command: string;
}

export interface BundleProgress {
  readonly rows: number;
  /** Of the file's bytes, where known. */
  readonly share?: number;
}

export interface ExportedBundle {
  readonly kind: "exported";
  /** On disk, not in memory, where the browser has a private file system. */
  readonly file: Blob;
  readonly name: string;
  readonly rows: number;
}

/** What a bundle holds and what it would do; shown before anything is changed. */
export interface BundlePreview {
  readonly kind: "preview";
  readonly createdAt: number;
  readonly rows: number;
  readonly tasks: readonly { readonly name: string; readonly isHere: boolean }[];
  readonly datasets: readonly {
    readonly name: string;
    readonly rowCount: number;
    readonly isHere: boolean;
  }[];
  readonly runs: readonly { readonly name: string; readonly rollouts: number; readonly isHere: boolean }[];
  /** Marks in it, and how many of them are not here yet. */
  readonly marks: { readonly total: number; readonly fresh: number; readonly texts: readonly string[] };
  /** Hosts its runs would contact. None is contacted before it is confirmed. */
  readonly hosts: readonly string[];
  /** Pieces of code its tasks would run, in the sandbox, once confirmed. */
  readonly code: readonly { readonly task: string; readonly code: string }[];
}

/** What a person chose to do with a bundle. */
export interface ImportWish {
  readonly mode: "merge" | "replace";
  /** Its marks count like one's own: later letters to a Reflection model say them. */
  readonly marksCount: boolean;
}

/** Why a bundle is not taken; nothing was changed. */
export interface BundleRefusal {
  readonly kind: "refused";
  readonly message: string;
}

export interface ImportedBundle {
  readonly kind: "imported";
  readonly tasks: number;
  readonly datasets: number;
  readonly runs: number;
  readonly marks: number;
  /** Things that were here already and stayed as they are (merge). */
  readonly skipped: number;
}

/** A run as a file for people or for other tools. */
export type RunFile = "report" | "report-with-run" | "rollouts-csv" | "rollouts-jsonl";

interface ExportedRun {
  readonly kind: "exported";
  readonly file: Blob;
  readonly name: string;
}

/** A union with a name: Comlink's types would take it apart. */
export type RunFileOutcome = ExportedRun | BundleRefusal;

export interface BundleWorkerApi {
  /** `report` is one HTML file that opens offline, alone or with the run in it as a bundle; the others hold every rollout, JSONL with its whole trace. */
  exportRun(
    runId: string,
    what: RunFile,
    onProgress: (progress: BundleProgress) => Promise<void>,
  ): Promise<RunFileOutcome>;
  exportBundle(
    selection: BundleSelection,
    onProgress: (progress: BundleProgress) => Promise<void>,
  ): Promise<ExportedBundle | BundleRefusal>;
  /** Reads the whole file, checks every row and the checksum, and changes nothing. */
  preview(
    file: Blob,
    onProgress: (progress: BundleProgress) => Promise<void>,
  ): Promise<BundlePreview | BundleRefusal>;
  /**
   * `merge` adds what is not here yet; `replace` puts the bundle's tasks, datasets and runs in place of all that are
   * here. All or nothing: after a refusal or a crash everything is as it was.
   */
  importBundle(
    file: Blob,
    wish: ImportWish,
    onProgress: (progress: BundleProgress) => Promise<void>,
  ): Promise<ImportedBundle | BundleRefusal>;
  /**
   * Adds the run of a bundle that came with the page, to be read: labelled with where it comes from, and without the
   * seal of a stranger's file, for it is no more strange than the page itself.
   */
  importRecorded(file: Blob, recording: Recording): Promise<ImportedBundle | BundleRefusal>;
}
