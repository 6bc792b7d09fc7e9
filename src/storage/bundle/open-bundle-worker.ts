import type {
  BundleProgress,
  BundleRefusal,
  BundleWorkerApi,
  RunFileOutcome,
  RunFile,
} from "../../protocol/bundle-worker.ts";
import { workerDatabaseName } from "../database-name.ts";
import { openDatabase } from "../open-database.ts";
import { isQuotaError, quotaMessage } from "../quota.ts";
import type { StudioDatabase } from "../schema.ts";
import { BadBundle } from "./read-bundle.ts";
import { storeBundle } from "./store-bundle.ts";
import { type JournalCheck, previewOf, surveyBundle } from "./survey-bundle.ts";
import { takeBundle } from "./take-bundle.ts";

/** Progress is told at most this often. */
const gapMs = 100;

/** Writes one run as a file; lives above storage, for a report reads a run's state. */
export type ExportRun = (
  db: StudioDatabase,
  runId: string,
  what: RunFile,
  now: number,
  onProgress: (progress: BundleProgress) => void,
) => Promise<RunFileOutcome>;

/** Everything bundle.worker offers. */
export function openBundleWorker(
  address: string,
  workerName: string,
  makeCheck: () => JournalCheck,
  exportRun: ExportRun,
): BundleWorkerApi {
  async function withDatabase<T>(work: (db: StudioDatabase) => Promise<T>): Promise<T | BundleRefusal> {
    const outcome = await openDatabase(workerDatabaseName(address, workerName));
    if (outcome.kind !== "open") return { kind: "refused", message: outcome.message };
    try {
      return await work(outcome.db);
    } catch (error) {
      if (error instanceof BadBundle) return { kind: "refused", message: error.message };
      if (isQuotaError(error)) return { kind: "refused", message: quotaMessage };
      throw error;
    } finally {
      outcome.db.close();
    }
  }

  return {
    exportRun: (runId, what, onProgress) =>
      withDatabase((db) => exportRun(db, runId, what, Date.now(), spaced(onProgress))),
    exportBundle: (selection, onProgress) =>
      withDatabase((db) => storeBundle(db, selection, Date.now(), spaced(onProgress))),
    preview: (file, onProgress) =>
      withDatabase(async (db) => {
        const tell = spaced(onProgress);
        return previewOf(db, await surveyBundle(file, makeCheck, (share, rows) => tell({ rows, share })));
      }),
    importBundle: (file, wish, onProgress) =>
      withDatabase((db) =>
        takeBundle(db, file, wish, makeCheck, () => crypto.randomUUID(), spaced(onProgress)),
      ),
    importRecorded: (file, recording) =>
      withDatabase((db) =>
        takeBundle(
          db,
          file,
          { mode: "merge", marksCount: false },
          makeCheck,
          () => crypto.randomUUID(),
          () => undefined,
          recording,
        ),
      ),
  };
}

function spaced(onProgress: (progress: BundleProgress) => Promise<void>): (progress: BundleProgress) => void {
  let told = 0;
  return (progress) => {
    const now = Date.now();
    if (now - told < gapMs) return;
    told = now;
    void onProgress(progress);
  };
}
