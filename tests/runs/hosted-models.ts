import { makeStudentHost } from "../../src/models/host/student-host.ts";
import type { KeptDownloads } from "../../src/models/kept-downloads.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import type { StoredFiles } from "../../src/models/stored-files.ts";
import type { LoadModel } from "../../src/runs/run-models.ts";
import { makeLedgerWriter } from "../../src/storage/ledger-writer.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import type { ModelServer } from "../support/model-server.ts";
import { connect, openTab } from "./open-runs.ts";

const noLocalModels = {} as KeptDownloads & StoredFiles;

/** What student.worker holds, in this thread: real adapters, real sockets and the ledger of this database. */
export function hostedModels(db: StudioDatabase): { readonly load: LoadModel; end(): void } {
  const ledger = makeLedgerWriter(db);
  const host = makeStudentHost({
    files: noLocalModels,
    downloads: noLocalModels,
    policy: { isBlocked: async () => false },
    record: ledger.record,
    recordLeaving: ledger.leaving,
  });
  const session = host.openSession();
  let calls = 0;
  return {
    end: () => session.abortAll(),
    load: async (choice, onProgress) => {
      if (choice.kind !== "remote") throw new Error("only endpoints are hosted here");
      const loaded = await session.load(choice, async (progress) => onProgress(progress));
      if (loaded.kind === "failed") return loaded;
      return {
        kind: "ready",
        used: { identity: loaded.identity, label: loaded.label },
        capabilities: loaded.capabilities,
        async complete(request, context, signal, onWritten) {
          const callId = `call ${calls++}`;
          const abort = () => void session.abort(callId);
          signal.addEventListener("abort", abort, { once: true });
          if (signal.aborted) abort();
          const outcome = await session.complete(loaded.handle, callId, request, context, onWritten);
          signal.removeEventListener("abort", abort);
          return outcome;
        },
      };
    },
  };
}

/** An endpoint of a local server. */
export function endpoint(server: ModelServer, extra: Partial<RemoteChoice> = {}): RemoteChoice {
  return {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "custom",
    baseUrl: server.baseUrl("openai-compatible"),
    model: "student",
    needsKey: false,
    ...extra,
  };
}

/** A tab with a model host of its own; closing it ends both as a kill does. */
export async function openHostedTab(name: string) {
  const ledgerDb = await connect(name);
  const hosted = hostedModels(ledgerDb);
  const tab = await openTab(name, hosted.load);
  return {
    runs: tab.runs,
    kill() {
      hosted.end();
      tab.close();
      ledgerDb.close();
    },
  };
}
