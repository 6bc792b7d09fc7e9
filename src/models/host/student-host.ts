import { modelFailure } from "../failure.ts";
import { type KeyRing, makeKeyRing } from "../keys.ts";
import type { RecordCall, RecordLeaving } from "../loaded-model.ts";
import { isEndpoint } from "../model-choice.ts";
import type { PriceRow } from "../price-row.ts";
import { openTypedKey } from "../typed-key.ts";
import { makeAnswerStore } from "../wrappers/with-cache.ts";
import { makeCallBook, makeCalls } from "./calls-under-way.ts";
import { type HostGates, makeHostGates } from "./host-gate.ts";
import type { HostSession } from "./host-session.ts";
import type { KeptFiles } from "./loader.ts";
import { expectedBytes, loadChoice } from "./loaders.ts";
import { makeLocalFiles } from "./local-files.ts";
import { makeMeasurements } from "./measurements.ts";
import type { PolicyWatch } from "./policy-watch.ts";
import { makeRegistry, type ModelRegistry } from "./registry.ts";
import { makeVaultKeeper } from "./vault-keeper.ts";

interface HostSettings extends KeptFiles {
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
  const gates = makeHostGates();
  const book = makeCallBook(settings.recordLeaving);
  const answers = makeAnswerStore(rememberedAnswers);
  let prices: readonly PriceRow[] = [];
  const remote = {
    keyFor: keys.keyFor,
    isBlocked: settings.policy.isBlocked,
    prices: () => prices,
    gates,
    patienceMs: book.patienceMs,
    answers,
    leaving: book.leaving,
  };
  const registry = makeRegistry(
    (choice, report, signal) => loadChoice(choice, { ...settings, report, signal, remote }),
    settings.memoryBytes,
    (choice) => expectedBytes(choice, settings),
  );
  /** The same for every thread that asks. */
  const shared = {
    ...makeLocalFiles(settings),
    ...makeVaultKeeper(keys),
    ...makeKeyHolder(keys),
    ...makeEndpointQuestions(keys, settings),
    usePrices: async (rows: readonly PriceRow[]) => {
      prices = rows;
    },
  };
  return {
    openSession: () => {
      /** Stands for the thread at the other end. */
      const who = {};
      const { abortEach, ...calls } = makeCalls(registry, book);
      const { endWatches, ...watching } = makeWatching(gates);
      return {
        ...shared,
        ...calls,
        ...watching,
        ...makeMeasurements(registry, who),
        ...makeLoading(registry, who),
        abortAll() {
          endWatches();
          registry.forget(who);
          abortEach();
        },
      };
    },
  };
}

function makeLoading(
  registry: ModelRegistry,
  who: object,
): Pick<HostSession, "load" | "cancelLoad" | "unload"> {
  return {
    load: (choice, onProgress) => registry.load(choice, onProgress, who),
    cancelLoad: (choice) => registry.unload(JSON.stringify(choice)),
    unload: (handle) => registry.unload(handle),
  };
}

function makeKeyHolder(keys: KeyRing): Pick<HostSession, "rememberKey" | "forgetKey" | "knownOrigins"> {
  return {
    rememberKey: async (origin, key) =>
      keys.remember(origin, typeof key === "string" ? key : await openTypedKey(key)),
    forgetKey: async (origin) => keys.forget(origin),
    knownOrigins: async () => keys.origins(),
  };
}

/** What an endpoint is asked outside of any run. */
function makeEndpointQuestions(
  keys: KeyRing,
  settings: HostSettings,
): Pick<HostSession, "listModels" | "testConnection"> {
  return {
    async listModels(choice) {
      if (!isEndpoint(choice)) return onlyRemote;
      return (await import("./try-endpoint.ts")).listEndpoint(choice, keys, settings);
    },
    async testConnection(choice) {
      if (!isEndpoint(choice)) return onlyRemote;
      return (await import("./try-endpoint.ts")).tryEndpoint(choice, keys, settings);
    },
  };
}

function makeWatching(
  gates: HostGates,
): Pick<HostSession, "watchHosts" | "askNow"> & { readonly endWatches: () => void } {
  const watches = new Set<() => void>();
  return {
    watchHosts: (listener) =>
      new Promise(() => {
        watches.add(gates.watch((troubles) => void listener(troubles)));
      }),
    askNow: async (origin) => gates.askNow(origin),
    endWatches() {
      for (const end of watches) end();
    },
  };
}
