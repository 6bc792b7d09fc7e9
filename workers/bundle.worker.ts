import { expose } from "comlink";

import { makeJournalCheck } from "../src/runs/check-journal.ts";
import { exportRun } from "../src/runs/export-run.ts";
import { openBundleWorker } from "../src/storage/bundle/open-bundle-worker.ts";

expose(openBundleWorker(self.location.href, self.name, makeJournalCheck, exportRun));
