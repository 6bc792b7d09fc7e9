import { expose } from "comlink";

import type { ImportWorkerApi } from "../src/protocol/import-worker.ts";
import { importRows, previewRowsOf } from "../src/tasks/rows/import-rows.ts";
import { splitExamples } from "../src/tasks/splits/split-examples.ts";

let cancelled = false;

const api: ImportWorkerApi = {
  preview: previewRowsOf,
  importRows(source, options, roles, onBatch) {
    cancelled = false;
    return importRows(source, options, roles, onBatch, () => cancelled);
  },
  async split(rows, spec) {
    return splitExamples(rows, spec);
  },
  async cancel() {
    cancelled = true;
  },
};

expose(api);
