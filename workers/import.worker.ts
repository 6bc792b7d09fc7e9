import { expose } from "comlink";

import type { DividedRows, DivisionWish, ImportWorkerApi } from "../src/protocol/import-worker.ts";
import { importRows, previewRowsOf } from "../src/tasks/rows/import-rows.ts";
import { nearDuplicateGroups } from "../src/tasks/splits/near-duplicates.ts";
import { splitExamples } from "../src/tasks/splits/split-examples.ts";
import { divideRows, surveyOf } from "../src/tasks/splits/survey-rows.ts";
import type { Example } from "../src/tasks/task-spec.ts";

let cancelled = false;
/** What was read last, and which of it is nearly the same: found once, however often the rows are divided. */
let read: Example[] = [];
let twins: ReturnType<typeof nearDuplicateGroups> | undefined;

function divideRead(wish: DivisionWish): DividedRows {
  twins ??= nearDuplicateGroups(read);
  return divideRows(read, wish, twins);
}

const api: ImportWorkerApi = {
  preview: previewRowsOf,
  importRows(source, options, roles, onBatch) {
    cancelled = false;
    read = [];
    twins = undefined;
    const keep: typeof onBatch = async (rows, progress) => {
      for (const row of rows) read.push(row);
      await onBatch(rows, progress);
    };
    return importRows(source, options, roles, keep, () => cancelled);
  },
  readRows(source, options, roles, onProgress) {
    return api.importRows(source, options, roles, (_, progress) => onProgress(progress));
  },
  async split(rows, spec) {
    return splitExamples(rows, spec);
  },
  async splitRead(wish) {
    return divideRead(wish);
  },
  async surveyRead(wish) {
    const { report, labels } = divideRead(wish);
    return { labels, division: surveyOf(read, report, wish.expected) };
  },
  async cancel() {
    cancelled = true;
  },
};

expose(api);
