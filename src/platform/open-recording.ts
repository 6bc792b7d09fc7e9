import { reasonOf } from "../shared/reason-of.ts";
import { restore } from "../storage/library/bin.ts";
import { readRun } from "../storage/read/runs.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import type { RecordedRun } from "../views/recorded-run.ts";
import { recordedFolder } from "./recorded-gallery.ts";
import { withBundleWorker } from "./with-bundle-worker.ts";

type OpenedRecording =
  | { readonly kind: "open"; readonly runId: string }
  | { readonly kind: "failed"; readonly message: string };

/** Brings a recorded run in to be read, or takes it out of the bin; opening it twice is opening it. */
export async function openRecording(db: StudioDatabase, recorded: RecordedRun): Promise<OpenedRecording> {
  const { runId, model, date, command } = recorded;
  const here = await readRun(db, runId);
  if (here?.deletedAt !== undefined) await restore(db, { kind: "run", id: runId });
  if (here !== undefined) return { kind: "open", runId };
  const failed = (why: string): OpenedRecording => ({
    kind: "failed",
    message: `The recorded run could not be opened: ${why} Nothing was changed.`,
  });
  try {
    const response = await fetch(new URL(recorded.file, recordedFolder()));
    if (!response.ok) return failed(`its file is not there (status ${response.status}).`);
    const file = await response.blob();
    const refusal = await withBundleWorker(async (api) => {
      const outcome = await api.importRecorded(file, { model, date, command });
      return outcome.kind === "refused" ? outcome.message : undefined;
    });
    return refusal === undefined ? { kind: "open", runId } : failed(refusal);
  } catch (error) {
    return failed(`${reasonOf(error)}.`);
  }
}
