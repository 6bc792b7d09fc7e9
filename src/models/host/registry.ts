import { modelFailure } from "../failure.ts";
import { isLocal } from "../kinds/model-kinds.ts";
import type { LanguageModel, ModelFailure } from "../language-model.ts";
import type { LoadedModel } from "../loaded-model.ts";
import type { HostedChoice } from "../model-choice.ts";
import type { ReportProgress } from "../weights.ts";
import {
  idleBeside,
  type Loading,
  newlyRegistered,
  type RegisteredModel,
  release,
  swapOut,
  tell,
} from "./registered-model.ts";

/** Every model this worker knows by handle; the same choice is loaded once, however many ask. */
export interface ModelRegistry {
  /** `who` stands for the asking thread: it is told of later loads too, until it asks anew or is forgotten. */
  load(choice: HostedChoice, report: ReportProgress, who?: object): Promise<LoadedModel | ModelFailure>;
  /** Runs `use` with the model of a handle, loading it first if it was unloaded in between. */
  withModel<T>(handle: string, use: (model: LanguageModel) => Promise<T>): Promise<T | ModelFailure>;
  unload(handle: string): Promise<void>;
  /** A thread is gone: nothing is told to it any more. */
  forget(who: object): void;
}

/** Loads a choice; `stop` gives up. */
type Load = (choice: HostedChoice, report: ReportProgress, stop: AbortSignal) => Loading;
type ExpectedBytes = (choice: HostedChoice) => Promise<number | undefined>;

/**
 * `memoryBytes` is how much weight may be in memory before idle models make room for another; a model that is
 * answering is never unloaded for a second one. `expectedBytes` says how large a model will be, where that is known.
 */
export function makeRegistry(
  load: Load,
  memoryBytes = Number.POSITIVE_INFINITY,
  expectedBytes: ExpectedBytes = async () => undefined,
): ModelRegistry {
  const entries = new Map<string, RegisteredModel>();
  let clock = 0;

  function begin(entry: RegisteredModel): Loading {
    entry.lastUsed = ++clock;
    if (entry.loading !== undefined) return entry.loading;
    entry.stop = new AbortController();
    const loading = loadWithRoom(entry, entries, { load, memoryBytes, expectedBytes });
    entry.loading = loading;
    // A failed load is not kept: the next one tries afresh.
    void loading.then((outcome) => {
      if (outcome.kind === "failed" && entry.loading === loading) entry.loading = undefined;
    });
    return loading;
  }

  return {
    async load(choice, report, who = report) {
      const handle = JSON.stringify(choice);
      const entry = entries.get(handle) ?? newlyRegistered(choice);
      entries.set(handle, entry);
      entry.listeners.set(who, report);
      const outcome = await begin(entry);
      if (outcome.kind === "failed") {
        entry.listeners.delete(who);
        return outcome;
      }
      const { identity, label, capabilities } = outcome.model;
      return { kind: "loaded", handle, identity, label, capabilities, ...outcome.facts };
    },
    forget(who) {
      for (const entry of entries.values()) entry.listeners.delete(who);
    },
    async withModel(handle, use) {
      const entry = entries.get(handle);
      if (entry === undefined) return modelFailure("engine-dead", "This model was never loaded in this tab.");
      entry.inFlight++;
      try {
        const outcome = await begin(entry);
        return outcome.kind === "failed" ? outcome : await use(outcome.model);
      } finally {
        entry.inFlight--;
      }
    },
    async unload(handle) {
      const entry = entries.get(handle);
      if (entry !== undefined) await release(entry);
    },
  };
}

interface Memory {
  readonly load: Load;
  readonly memoryBytes: number;
  readonly expectedBytes: ExpectedBytes;
}

/** Loads a model after others have made the room it is expected to need, and once more where that was not enough. */
async function loadWithRoom(
  entry: RegisteredModel,
  entries: ReadonlyMap<string, RegisteredModel>,
  memory: Memory,
): Loading {
  const attempt = (): Loading =>
    memory.load(entry.choice, async (progress) => tell(entry, progress), entry.stop.signal);
  if (isLocal(entry.choice)) await makeRoom(entry, entries, memory);
  let outcome = await attempt();
  const others = idleBeside(entry, entries.values());
  const isFull = outcome.kind === "failed" && outcome.error === "out-of-memory-or-device-lost";
  if (isFull && others.length > 0) {
    await swapOut(entry, others);
    outcome = await attempt();
  }
  if (outcome.kind === "ready") {
    entry.heldBytes = outcome.facts.memoryBytes ?? 0;
    entry.label = outcome.model.label;
  }
  return outcome;
}

/** Puts idle models aside, the longest unused first, until what is expected fits. */
async function makeRoom(
  entry: RegisteredModel,
  entries: ReadonlyMap<string, RegisteredModel>,
  { memoryBytes, expectedBytes }: Memory,
): Promise<void> {
  if (entry.heldBytes === 0) entry.heldBytes = (await expectedBytes(entry.choice)) ?? 0;
  let held = [...entries.values()].reduce(
    (sum, other) => sum + (other !== entry && other.loading !== undefined ? other.heldBytes : 0),
    0,
  );
  for (const other of idleBeside(entry, entries.values())) {
    if (held + entry.heldBytes <= memoryBytes) break;
    held -= other.heldBytes;
    await swapOut(entry, [other]);
  }
}
