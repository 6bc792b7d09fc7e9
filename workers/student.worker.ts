import { expose } from "comlink";

import { watchPolicy } from "../src/models/host/policy-watch.ts";
import { makeStudentHost } from "../src/models/host/student-host.ts";
import { openKeptDownloads } from "../src/models/kept-downloads.ts";
import type { LedgerEntry } from "../src/models/loaded-model.ts";
import { openStoredFiles } from "../src/models/stored-files.ts";
import { memoryForWeights } from "../src/models/two-models.ts";
import type { StudentWorkerApi } from "../src/protocol/student-worker.ts";
import { holdLife } from "../src/shared/life-lock.ts";
import { basePathOf, databaseName } from "../src/storage/database-name.ts";
import { makeLedgerWriter } from "../src/storage/ledger-writer.ts";
import { openDatabase } from "../src/storage/open-database.ts";

// A worker named after a database uses that one (tests); the database opens with the first line of the ledger.
const base = basePathOf(self.location.href);
const database = self.name.startsWith("gepa-studio:") ? self.name : databaseName(base);
let ledger: Promise<ReturnType<typeof makeLedgerWriter> | undefined> | undefined;

function openLedger(): NonNullable<typeof ledger> {
  ledger ??= openDatabase(database).then((outcome) =>
    outcome.kind === "open" ? makeLedgerWriter(outcome.db) : undefined,
  );
  return ledger;
}

async function record(entry: LedgerEntry): Promise<void> {
  (await openLedger())?.record(entry);
}

const host = makeStudentHost({
  memoryBytes: memoryForWeights(navigator),
  files: openStoredFiles(`gepa-studio-models:${base}`),
  downloads: openKeptDownloads(`gepa-studio-downloads:${base}`),
  policy: watchPolicy(self),
  record: (entry) => void record(entry),
  recordLeaving: async (entry) => (await openLedger())?.leaving(entry) ?? (async () => undefined),
});

function openApi(): StudentWorkerApi & { readonly abortAll: () => void } {
  const session = host.openSession();
  return {
    ...session,
    holdLife: (life) => holdLife(navigator.locks, life),
    async openPort(port) {
      const api = openApi();
      // Where browsers say so: a thread that is gone must not keep a model busy.
      port.addEventListener("close", () => api.abortAll());
      expose(api, port);
    },
  };
}

expose(openApi());
