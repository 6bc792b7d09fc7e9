import { proxy, type Remote } from "comlink";

import type {
  CompletionOutcome,
  CompletionRequest,
  ModelFailure,
  OnWritten,
} from "../models/language-model.ts";
import type { BoundedContext, LoadedModel } from "../models/loaded-model.ts";
import type { ModelChoice } from "../models/model-choice.ts";
import type { PageModelsApi } from "../protocol/page-models.ts";
import type { StudentWorkerApi } from "../protocol/student-worker.ts";
import type { UsedModel } from "../storage/rows.ts";
import type { LoadModel, ReadyModel } from "./run-models.ts";
import { makeThreadWatch, type WatchTimes } from "./thread-watch.ts";

/** The threads that hold models, as the run worker reaches them. */
export interface ModelPorts {
  readonly student: Remote<StudentWorkerApi>;
  readonly page: Remote<PageModelsApi> | undefined;
}

/** What this thread asks of whoever holds a model. */
interface Host {
  complete(...call: Parameters<StudentWorkerApi["complete"]>): Promise<CompletionOutcome>;
  abort(callId: string): Promise<void>;
}

/** Loads models over the ports, which arrive after the worker has started. */
export function makePortedLoader(ports: Promise<ModelPorts>, times?: WatchTimes): LoadModel {
  let guard: ReturnType<typeof makeThreadWatch> | undefined;
  let calls = 0;
  const nextCallId = () => `call ${calls++}`;

  return async (choice, onProgress) => {
    const { student, page } = await ports;
    const report = proxy(async (progress: Parameters<typeof onProgress>[0]) => onProgress(progress));
    if (choice.kind === "coach" || choice.kind === "by-hand") return noModel(choice);
    if (choice.kind !== "browser-model") {
      guard ??= makeThreadWatch(() => student.knownOrigins(), times);
      const watched = guard;
      const host: Host = {
        complete: (...call) => watched(answer<CompletionOutcome>(student.complete(...call))),
        abort: (callId) => student.abort(callId),
      };
      return ready(
        await watched(answer<LoadedModel | ModelFailure>(student.load(choice, report))),
        host,
        nextCallId,
      );
    }
    if (page === undefined) return needsTab;
    return ready(await page.load(choice, report), page, nextCallId);
  };
}

/** Comlink's types take a union of answers apart into a union of promises; this puts it together. */
async function answer<T>(work: PromiseLike<T>): Promise<T> {
  return work;
}

function noModel({ kind }: ModelChoice): ModelFailure {
  return { kind: "failed", error: "unknown-model", message: `"${kind}" is not a model that can be loaded.` };
}

const needsTab: ModelFailure = {
  kind: "failed",
  error: "unknown-model",
  message: "The browser's own model lives in a page, and the page that conducts this run does not offer it.",
};

function ready(
  loaded: LoadedModel | ModelFailure,
  host: Host,
  nextCallId: () => string,
): ReadyModel | ModelFailure {
  if (loaded.kind === "failed") return loaded;
  return {
    kind: "ready",
    used: usedModel(loaded),
    capabilities: loaded.capabilities,
    complete: (request, context, signal, onWritten) =>
      ask({ host, handle: loaded.handle, callId: nextCallId() }, request, context, signal, onWritten),
  };
}

/** One call over a port; a signal cannot cross, so an abort is a message of its own. */
async function ask(
  { host, handle, callId }: { readonly host: Host; readonly handle: string; readonly callId: string },
  request: CompletionRequest,
  context: BoundedContext,
  signal: AbortSignal,
  onWritten: OnWritten | undefined,
): Promise<CompletionOutcome> {
  if (signal.aborted)
    return { kind: "failed", error: "aborted", message: "The call was stopped before it began." };
  const abort = () => void host.abort(callId);
  signal.addEventListener("abort", abort, { once: true });
  try {
    const told = onWritten === undefined ? undefined : proxy(onWritten);
    return await host.complete(handle, callId, request, context, told);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function usedModel({ identity, label, weightsSha256, weights, contextLength }: LoadedModel): UsedModel {
  return {
    identity,
    label,
    ...(weightsSha256 === undefined ? {} : { weightsSha256 }),
    ...(weights === undefined ? {} : { weights }),
    ...(contextLength === undefined ? {} : { contextLength }),
  };
}
