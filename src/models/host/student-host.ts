import { modelFailure } from "../failure.ts";
import type { KeptDownloads } from "../kept-downloads.ts";
import { makeKeyRing } from "../keys.ts";
import type { BoundedContext, RecordCall, RecordLeaving } from "../loaded-model.ts";
import type { PriceRow } from "../price-row.ts";
import { NoRequestLeft } from "../remote/exchange.ts";
import { settleLocalNetwork } from "../remote/local-network.ts";
import { measureSpeed } from "../speed-test.ts";
import type { StoredFiles } from "../stored-files.ts";
import { tuneThreads } from "../tune-threads.ts";
import { openTypedKey } from "../typed-key.ts";
import type { WebLlmModel } from "../webllm/webllm-model.ts";
import { makeAnswerStore } from "../wrappers/with-cache.ts";
import { expectedBytes } from "./expected-bytes.ts";
import { makeHostGates, patienceOfRunsMs } from "./host-gate.ts";
import type { HostSession } from "./host-session.ts";
import { loadChoice } from "./load-choice.ts";
import { makeLocalFiles } from "./local-files.ts";
import type { PolicyWatch } from "./policy-watch.ts";
import { makeRegistry } from "./registry.ts";
import { makeVaultKeeper } from "./vault-keeper.ts";

interface HostSettings {
  readonly files: StoredFiles;
  readonly downloads: KeptDownloads;
  readonly policy: PolicyWatch;
  readonly record: RecordCall;
  readonly recordLeaving: RecordLeaving;
  /** Weights that may be in memory before an idle model makes room for the next. */
  readonly memoryBytes?: number;
}

/** A few megabytes at most. */
const rememberedAnswers = 2000;

const onlyRemote = modelFailure(
  "unknown-model",
  "Only an endpoint can be asked this; a local model is simply loaded.",
);

/** Everything student.worker does, apart from talking to other threads. */
export function makeStudentHost(settings: HostSettings): { openSession(): HostSession } {
  const keys = makeKeyRing();
  const localFiles = makeLocalFiles(settings.files, settings.downloads);
  const answers = makeAnswerStore(rememberedAnswers);
  const gates = makeHostGates();
  let prices: readonly PriceRow[] = [];
  const contexts = new WeakMap<AbortSignal, BoundedContext>();
  const sentFor = new WeakMap<AbortSignal, number>();
  const load: Parameters<typeof makeRegistry>[0] = (choice, report, signal) =>
    loadChoice(choice, {
      files: settings.files,
      downloads: settings.downloads,
      report,
      signal,
      remote: {
        keyFor: keys.keyFor,
        isBlocked: settings.policy.isBlocked,
        prices: () => prices,
        gates,
        // Whoever tries a model from a page is waiting in front of it.
        patienceMs: (signal) => (contexts.get(signal)?.runId === undefined ? 0 : patienceOfRunsMs),
        answers,
        leaving: async (line, signal) => {
          const { mostRequests = Infinity, ...context } = contexts.get(signal) ?? { purpose: "other" };
          const sent = sentFor.get(signal) ?? 0;
          if (sent >= mostRequests) throw new NoRequestLeft();
          sentFor.set(signal, sent + 1);
          return settings.recordLeaving({ ...context, ...line });
        },
      },
    });
  const registry = makeRegistry(load, settings.memoryBytes, (choice) => expectedBytes(choice, settings));

  function openSession(): HostSession {
    const watches = new Set<() => void>();
    const underWay = new Map<string, AbortController>();
    /** Stands for the thread at the other end. */
    const who = {};
    return {
      ...localFiles,
      load: (choice, onProgress) => registry.load(choice, onProgress, who),
      async complete(handle, callId, request, context, onWritten) {
        const controller = new AbortController();
        underWay.set(callId, controller);
        if (context !== undefined) contexts.set(controller.signal, context);
        try {
          const outcome = await registry.withModel(handle, (model) =>
            model.complete(request, controller.signal, onWritten),
          );
          const sent = sentFor.get(controller.signal);
          return sent === undefined ? outcome : { ...outcome, requests: sent };
        } finally {
          underWay.delete(callId);
        }
      },
      async abort(callId) {
        underWay.get(callId)?.abort();
      },
      cancelLoad: (choice) => registry.unload(JSON.stringify(choice)),
      unload: (handle) => registry.unload(handle),
      rememberKey: async (origin, key) =>
        keys.remember(origin, typeof key === "string" ? key : await openTypedKey(key)),
      forgetKey: async (origin) => keys.forget(origin),
      knownOrigins: async () => keys.origins(),
      async listModels(choice) {
        if (choice.kind !== "remote") return onlyRemote;
        const [{ listRemoteModels }, { ledgerLine }] = await Promise.all([
          import("../remote/list-models.ts"),
          import("./load-remote.ts"),
        ]);
        await settleLocalNetwork(choice.baseUrl);
        const key = keys.keyFor(choice.baseUrl);
        return listRemoteModels(choice, key, new AbortController().signal, (exchange) =>
          settings.record({ ...ledgerLine(exchange), purpose: "model-list" }),
        );
      },
      async testConnection(choice) {
        if (choice.kind !== "remote") return onlyRemote;
        const { tryEndpoint } = await import("./try-endpoint.ts");
        return tryEndpoint(choice, keys, settings);
      },
      measureSpeed: (handle) => registry.withModel(handle, (model) => measureSpeed(model)),
      tuneThreads: (choice, onProgress) =>
        tuneThreads(navigator.hardwareConcurrency, self.crossOriginIsolated, async (threads) => {
          const loaded = await registry.load({ ...choice, threads }, onProgress, who);
          if (loaded.kind === "failed") return loaded;
          const text = `Four short calls with ${threads === 1 ? "one thread" : `${threads} threads`}`;
          await onProgress({ phase: "ready", text });
          const speed = await registry.withModel(loaded.handle, (model) => measureSpeed(model));
          await registry.unload(loaded.handle);
          return speed;
        }),
      async checkPrefixReuse(choice, onProgress) {
        const loaded = await registry.load({ ...choice, reusePrefixes: true }, onProgress, who);
        if (loaded.kind === "failed") return loaded;
        return registry.withModel(loaded.handle, async (model) =>
          (model as WebLlmModel).checkPrefixReuse((done, of) =>
            onProgress({ phase: "ready", text: `Comparing answers: ${done} of ${of}` }),
          ),
        );
      },
      ...makeVaultKeeper(keys),
      async usePrices(rows) {
        prices = rows;
      },
      watchHosts: (listener) =>
        new Promise(() => {
          watches.add(gates.watch((troubles) => void listener(troubles)));
        }),
      askNow: async (origin) => gates.askNow(origin),
      abortAll() {
        for (const end of watches) end();
        registry.forget(who);
        for (const controller of underWay.values()) controller.abort();
      },
    };
  }
  return { openSession };
}
