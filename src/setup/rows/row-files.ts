import type {
  ColumnRoles,
  DividedRows,
  DivisionWish,
  ImportFailure,
  ImportPreview,
  ImportProgress,
  ImportSummary,
  ReadOptions,
  SplitReport,
} from "../../protocol/import-worker.ts";
import type { Example, SplitSpec } from "../../tasks/task-spec.ts";

export interface TakenRows {
  readonly kind: "taken";
  readonly summary: ImportSummary;
  readonly divided: DividedRows;
}

/** Files read away from the caller's thread. */
export interface RowFiles {
  /** The first rows of a file and what its columns seem to be. */
  readonly preview: (file: File, reading?: ReadOptions) => Promise<ImportPreview | ImportFailure>;
  /** Hands over all rows batch by batch, the next one only when the last was taken, then divides them. */
  readonly take: (
    file: File,
    reading: ReadOptions,
    roles: ColumnRoles,
    wish: DivisionWish,
    take: (rows: readonly Example[], progress: ImportProgress) => Promise<void>,
  ) => Promise<TakenRows | ImportFailure>;
  /** Divides rows that are stored here already. */
  readonly split: (rows: readonly Example[], spec: SplitSpec) => Promise<SplitReport>;
}
