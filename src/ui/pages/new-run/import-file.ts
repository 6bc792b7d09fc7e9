import { proxy, type Remote, wrap } from "comlink";

import type {
  ColumnRoles,
  ImportCancelled,
  ImportFailure,
  ImportPreview,
  ImportProgress,
  ImportSummary,
  ImportWorkerApi,
} from "../../../protocol/import-worker.ts";
import type { Example } from "../../../tasks/task-spec.ts";

/** Opens the import worker for one deed and ends it afterwards: a stranger's file leaves nothing behind. */
async function withWorker<T>(deed: (api: Remote<ImportWorkerApi>) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL("../../../../workers/import.worker.ts", import.meta.url), {
    type: "module",
  });
  try {
    const died = new Promise<never>((_, reject) => {
      worker.addEventListener("error", (event) =>
        reject(new Error(event.message || "the part that reads files did not start")),
      );
    });
    return await Promise.race([deed(wrap<ImportWorkerApi>(worker)), died]);
  } finally {
    worker.terminate();
  }
}

/** The first rows of a file and what its columns seem to be. */
export async function previewFile(file: File): Promise<ImportPreview | ImportFailure> {
  try {
    return await withWorker<ImportPreview | ImportFailure>(async (api) =>
      api.preview({ kind: "file", file, name: file.name }, {}),
    );
  } catch (error) {
    return {
      kind: "bad-import",
      message: `The file could not be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

export interface ReadRows {
  readonly kind: "read";
  readonly examples: readonly Example[];
  readonly summary: ImportSummary;
}

/** All rows of a file under the chosen roles. */
export async function readFile(
  file: File,
  roles: ColumnRoles,
  onProgress: (progress: ImportProgress) => void,
): Promise<ReadRows | ImportFailure> {
  const examples: Example[] = [];
  const take = async (rows: readonly Example[], progress: ImportProgress): Promise<void> => {
    for (const row of rows) examples.push(row);
    onProgress(progress);
  };
  // Roles may be a store's proxy, which no thread can read: plain data crosses.
  const plain = JSON.parse(JSON.stringify(roles)) as ColumnRoles;
  const outcome = await withWorker<ImportSummary | ImportFailure | ImportCancelled>(async (api) =>
    api.importRows({ kind: "file", file, name: file.name }, {}, plain, proxy(take)),
  );
  if (outcome.kind === "imported") return { kind: "read", examples, summary: outcome };
  return outcome.kind === "bad-import"
    ? outcome
    : { kind: "bad-import", message: "Reading was stopped. Nothing was imported." };
}
