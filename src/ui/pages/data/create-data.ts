import { type Accessor, createMemo } from "solid-js";

import { type DataRows, openData } from "../../../setup/data/open-data.ts";
import { readDataset } from "../../../storage/read/library.ts";
import { listRuns, readRun } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import type { DatasetChange } from "../../../tasks/splits/dataset-changes.ts";
import type { TaskSpec } from "../../../tasks/task-spec.ts";
import {
  chooseRows,
  countRows,
  type IndexedRow,
  indexRows,
  type RowCounts,
  type RowWish,
} from "../../../views/data/row-index.ts";
import { createLive } from "../../state/create-live.ts";
import { createRead } from "../../state/create-loaded.ts";
import { createRowSearch, createScan } from "./create-scan.ts";

export interface DataView {
  readonly rows: Accessor<DataRows | undefined>;
  readonly error: Accessor<unknown>;
  /** Whose division is shown: the run asked for, else the newest of the task. */
  readonly run: Accessor<RunRow | undefined>;
  readonly changes: Accessor<readonly DatasetChange[]>;
  readonly counts: Accessor<RowCounts>;
  readonly shown: Accessor<readonly IndexedRow[]>;
  /** Rows looked at so far, while all of them are. */
  readonly scanning: Accessor<number | undefined>;
  readonly isSearching: Accessor<boolean>;
}

/** A task's rows: a line for each in memory, the rows themselves read as they are shown. */
export function createData(
  task: Accessor<TaskSpec | undefined>,
  runId: Accessor<string | undefined>,
  text: Accessor<string>,
  wish: Accessor<Omit<RowWish, "found">>,
): DataView {
  const opened = createRead(task, (db, { source }) => openData(db, source));
  const run = createRead(
    () => ({ id: runId(), taskId: task()?.id ?? "" }),
    async (db, { id, taskId }) =>
      id === undefined ? (await listRuns(db, 1, (run) => run.taskId === taskId))[0] : readRun(db, id),
  );
  const dataset = createLive(() => opened.value()?.datasetId, readDataset);
  const changes = createMemo(() => dataset.value()?.changes ?? []);
  const column = (): string | undefined => {
    const source = task()?.source;
    return source?.kind === "dataset" ? source.expectedColumn : undefined;
  };
  const scan = createScan(opened.value, column, changes);
  const search = createRowSearch(opened.value, text, scan.scanned);
  const indexed = createMemo(() => {
    const from = run.value();
    const known = opened.value()?.splits ?? from?.splits;
    return indexRows(scan.scanned(), changes(), known && { splits: known, since: from?.createdAt ?? 0 });
  });
  const shown = createMemo(() => {
    const found = search.found();
    return chooseRows(indexed(), { ...wish(), ...(found && { found }) });
  });
  const counts = createMemo(() => countRows(indexed()));
  return {
    rows: opened.value,
    error: () => scan.error() ?? search.error() ?? opened.error(),
    run: run.value,
    changes,
    counts,
    shown,
    scanning: scan.scanning,
    isSearching: search.isSearching,
  };
}
