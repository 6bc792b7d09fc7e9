import { modelFailure } from "../failure.ts";
import type { LanguageModel, LoadProgress, ModelFailure } from "../language-model.ts";
import type { LoadedModel } from "../loaded-model.ts";
import { type HostedChoice, isHeavy } from "../model-choice.ts";
import type { ReportProgress } from "../weights.ts";
import type { ReadyModel } from "./load-choice.ts";

type Loading = Promise<ReadyModel | ModelFailure>;

interface Entry {
  readonly choice: HostedChoice;
  /** Who asked for it, and how each is told: also of a later load, when it comes back after making room. */
  readonly listeners: Map<object, ReportProgress>;
  loading: Loading | undefined;
  stop: AbortController;
  lastUsed: number;
  inFlight: number;
  /** Bytes of weights: as expected, and exactly once it was loaded; 0 where nobody knows. */
  heldBytes: number;
  label: string;
}

/** Every model this worker knows by handle; the same choice is loaded once, however many ask. */
interface ModelRegistry {
  /** `who` stands for the asking thread: it is told of later loads too, until it asks anew or is forgotten. */
  load(choice: HostedChoice, report: ReportProgress, who?: object): Promise<LoadedModel | ModelFailure>;
  /** Runs `use` with the model of a handle, loading it first if it was unloaded in between. */
  withModel<T>(handle: string, use: (model: LanguageModel) => Promise<T>): Promise<T | ModelFailure>;
  unload(handle: string): Promise<void>;
  /** A thread is gone: nothing is told to it any more. */
  forget(who: object): void;
}

/** A listener whose thread is gone never answers; loading must not hang on it. */
const listenerPatienceMs = 1000;

/**
 * `memoryBytes` is how much weight may be in memory before idle models make room for another; a model that is
 * answering is never unloaded for a second one. `expectedBytes` says how large a model will be, where that is known.
 */
export function makeRegistry(
  load: (choice: HostedChoice, report: ReportProgress, signal: AbortSignal) => Loading,
  memoryBytes = Number.POSITIVE_INFINITY,
  expectedBytes: (choice: HostedChoice) => Promise<number | undefined> = async () => undefined,
): ModelRegistry {
  const entries = new Map<string, Entry>();
  let clock = 0;

  async function tell(entry: Entry, progress: LoadProgress): Promise<void> {
    const patience = new Promise<void>((resolve) => setTimeout(resolve, listenerPatienceMs));
    await Promise.race([
      Promise.allSettled([...entry.listeners.values()].map((listener) => listener(progress))),
      patience,
    ]);
  }

  /** Idle models in memory, the longest unused first. */
  const idle = (asking: Entry): readonly Entry[] =>
    [...entries.values()]
      .filter(
        (other) =>
          other !== asking && isHeavy(other.choice) && other.loading !== undefined && other.inFlight === 0,
      )
      .toSorted((a, b) => a.lastUsed - b.lastUsed);

  async function release(entry: Entry): Promise<void> {
    const { loading } = entry;
    if (loading === undefined) return;
    entry.loading = undefined;
    entry.stop.abort();
    const outcome = await loading;
    if (outcome.kind === "ready") await outcome.model.dispose();
  }

  async function swapOut(entry: Entry, others: readonly Entry[]): Promise<void> {
    for (const other of others) {
      const text = `${other.label} is put aside to make room for it, and comes back when its turn comes`;
      await tell(entry, { phase: "read", text });
      await release(other);
    }
  }

  async function loadWithRoom(entry: Entry): Loading {
    const attempt = (): Loading => load(entry.choice, (progress) => tell(entry, progress), entry.stop.signal);
    if (isHeavy(entry.choice)) {
      if (entry.heldBytes === 0) entry.heldBytes = (await expectedBytes(entry.choice)) ?? 0;
      let held = [...entries.values()].reduce(
        (sum, other) => sum + (other !== entry && other.loading !== undefined ? other.heldBytes : 0),
        0,
      );
      for (const other of idle(entry)) {
        if (held + entry.heldBytes <= memoryBytes) break;
        held -= other.heldBytes;
        await swapOut(entry, [other]);
      }
    }
    let outcome = await attempt();
    const others = idle(entry);
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

  function begin(entry: Entry): Loading {
    entry.lastUsed = ++clock;
    if (entry.loading !== undefined) return entry.loading;
    entry.stop = new AbortController();
    const loading = loadWithRoom(entry);
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
      const entry = entries.get(handle) ?? {
        choice,
        listeners: new Map(),
        loading: undefined,
        stop: new AbortController(),
        lastUsed: 0,
        inFlight: 0,
        heldBytes: 0,
        label: "another model",
      };
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
