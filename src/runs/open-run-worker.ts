import { wrap } from "comlink";

import type { LoadProgress } from "../models/language-model.ts";
import type { PageModelsApi } from "../protocol/page-models.ts";
import type { RunNews, RunWorkerApi } from "../protocol/run-worker.ts";
import type { StudentWorkerApi } from "../protocol/student-worker.ts";
import { holdLife } from "../shared/life-lock.ts";
import { workerDatabaseName } from "../storage/database-name.ts";
import { openDatabase } from "../storage/open-database.ts";
import { createSandboxClient } from "../tasks/sandbox/sandbox-client.ts";
import type { ModelRole } from "../tasks/task-spec.ts";
import { makeNewsDesk } from "./news-desk.ts";
import { makePortedLoader, type ModelPorts } from "./ported-models.ts";
import { webLocks } from "./run-lock.ts";
import { makeRuns, type Runs } from "./runs.ts";

/**
 * Everything run.worker offers. The database opens on the first call and a refusal is that call's answer, so that the
 * worker itself always starts.
 */
export function openRunWorker(address: string, workerName: string, locks: LockManager): RunWorkerApi {
  const name = workerDatabaseName(address, workerName);
  const news = makeNewsDesk();
  let connected: (ports: ModelPorts) => void = () => undefined;
  const ports = new Promise<ModelPorts>((resolve) => {
    connected = resolve;
  });
  let opened: Promise<Runs | string> | undefined;

  async function open(): Promise<Runs | string> {
    const [relaxed, strict] = await Promise.all([openDatabase(name), openDatabase(name, {}, "strict")]);
    if (relaxed.kind !== "open") return relaxed.message;
    if (strict.kind !== "open") return strict.message;
    return makeRuns(
      {
        db: relaxed.db,
        strictDb: strict.db,
        load: makePortedLoader(ports),
        tools: { sandbox: createSandboxClient(openSandbox) },
        now: () => Date.now(),
        onProgress: (runId, role, progress) => news.tell(loadingNews(runId, role, progress)),
        onReady: (runId, role) => news.tell({ kind: "model-ready", runId, role }),
        onStorage: (runId, isFull, message) => news.tell({ kind: "storage", runId, isFull, message }),
        askNow: (origin) => void ports.then(({ student }) => student.askNow(origin)),
        onTakenOver: (runId) => news.tell({ kind: "taken-over", runId }),
        onInFlight: (runId, count) => news.tell({ kind: "calls-in-flight", runId, count }),
        onWriting: (runId, text) => news.tell({ kind: "letter", runId, text }),
      },
      webLocks(locks),
    );
  }

  async function runs(): Promise<Runs | string> {
    opened ??= open();
    const outcome = await opened;
    if (typeof outcome === "string") opened = undefined;
    return outcome;
  }

  return {
    holdLife: (life) => holdLife(locks, life),
    async connect(studentPort, pageModelsPort) {
      connected({
        student: wrap<StudentWorkerApi>(studentPort),
        page: pageModelsPort === undefined ? undefined : wrap<PageModelsApi>(pageModelsPort),
      });
    },
    async start(runId) {
      const found = await runs();
      return typeof found === "string" ? { kind: "refused", message: found } : found.start(runId);
    },
    async wish(runId, wish) {
      const found = await runs();
      if (typeof found !== "string") await found.wish(runId, wish);
    },
    subscribe: (listener) => news.subscribe(listener),
  };
}

/** Opened only when a task's metric is the user's own code. */
function openSandbox(): Worker {
  return new Worker(new URL("../../workers/sandbox.worker.ts", import.meta.url), { type: "module" });
}

/** A model that made room for the other is loaded again later; its last word then is the only one that ends it. */
function loadingNews(runId: string, role: ModelRole, progress: LoadProgress): RunNews {
  const { phase, text, loadedBytes: loaded, totalBytes: total } = progress;
  if (phase === "ready") return { kind: "model-ready", runId, role };
  const name = role === "student" ? "The Student" : "The Reflection model";
  const doing = { download: "is downloaded", read: "is read from disk", compile: "is made ready" }[phase];
  return {
    kind: "model-loading",
    runId,
    role,
    text: `${name} ${doing}${text === undefined ? "" : `: ${text}`}`,
    ...(loaded === undefined ? {} : { loaded }),
    ...(total === undefined ? {} : { total }),
  };
}
