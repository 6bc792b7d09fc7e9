import { proxy, type Remote, wrap } from "comlink";

import type {
  ColumnRoles,
  ImportFailure,
  ImportPreview,
  ImportProgress,
  ImportSummary,
  ImportWorkerApi,
  ReadOptions,
} from "../protocol/import-worker.ts";
import { whole } from "../setup/draft/whole.ts";
import type { ReadFile } from "../setup/rows/look-through.ts";
import type { RowFiles, TakenRows } from "../setup/rows/row-files.ts";
import { plainCopy } from "../shared/json.ts";
import { reasonOf } from "../shared/reason-of.ts";

interface OpenWorker {
  readonly api: Remote<ImportWorkerApi>;
  /** Rejects when the worker's script does not load or breaks. */
  readonly died: Promise<never>;
  readonly end: () => void;
}

function openWorker(): OpenWorker {
  const worker = new Worker(new URL("../../workers/import.worker.ts", import.meta.url), {
    type: "module",
  });
  const died = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) =>
      reject(new Error(event.message || "the part that reads files did not start")),
    );
  });
  return { api: wrap<ImportWorkerApi>(worker), died, end: () => worker.terminate() };
}

/** Opens the import worker for one deed and ends it afterwards: a stranger's file leaves nothing behind. */
async function withWorker<T>(deed: (api: Remote<ImportWorkerApi>) => Promise<T>): Promise<T> {
  const { api, died, end } = openWorker();
  try {
    return await Promise.race([deed(api), died]);
  } finally {
    end();
  }
}

function unread(error: unknown): ImportFailure {
  const why = reasonOf(error);
  return { kind: "bad-import", message: `The file could not be read: ${why}` };
}

async function preview(file: File, reading: ReadOptions = {}): Promise<ImportPreview | ImportFailure> {
  try {
    const found = await withWorker<ImportPreview | ImportFailure>(async (api) =>
      api.preview({ kind: "file", file, name: file.name }, plainCopy(reading)),
    );
    return found.kind === "preview" ? whole(found) : found;
  } catch (error) {
    return unread(error);
  }
}

/** Reads the whole file in a worker of its own, away from the page. Nothing but counts and a few rows comes back. */
export function readWholeFile(
  file: File,
  reading: ReadOptions,
  roles: ColumnRoles,
  onProgress: (progress: ImportProgress) => void,
): ReadFile {
  const { api, died, end } = openWorker();
  const read = async (): Promise<ImportSummary | ImportFailure> => {
    const outcome = await api.readRows(
      { kind: "file", file, name: file.name },
      plainCopy(reading),
      plainCopy(roles),
      proxy(async (progress) => onProgress(progress)),
    );
    return outcome.kind === "cancelled" ? unread("it was stopped") : outcome;
  };
  return {
    summary: Promise.race([read(), died]).catch(unread),
    divide: async (wish) => Promise.race([api.surveyRead(plainCopy(wish)), died]),
    end,
  };
}

/** The page's own reader of files. No list of all rows is ever made on the page's thread. */
export const rowFiles: RowFiles = {
  preview,
  split: (rows, spec) => withWorker(async (api) => api.split(rows, plainCopy(spec))),
  take: (file, reading, roles, wish, take) =>
    withWorker<TakenRows | ImportFailure>(async (api) => {
      const outcome = await api.importRows(
        { kind: "file", file, name: file.name },
        plainCopy(reading),
        plainCopy(roles),
        proxy(take),
      );
      if (outcome.kind === "cancelled") return unread("it was stopped");
      if (outcome.kind === "bad-import") return outcome;
      return { kind: "taken", summary: outcome, divided: await api.splitRead(plainCopy(wish)) };
    }),
};
