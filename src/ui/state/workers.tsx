import { proxy, type Remote, transfer, wrap } from "comlink";
import { type Accessor, createContext, createSignal, type JSX, onCleanup, useContext } from "solid-js";

import { parsePrices } from "../../models/prices.ts";
import type { RunNews, RunWorkerApi } from "../../protocol/run-worker.ts";
import type { StudentWorkerApi } from "../../protocol/student-worker.ts";
import { reasonOf } from "../../shared/reason-of.ts";
import { readSetting } from "../../storage/read/settings.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { readNetworkPolicy } from "../platform/network-policy.ts";
import { mayStartWorkers, whenControlled } from "../platform/when-controlled.ts";
import { useDatabase } from "./database.tsx";

export interface Workers {
  /** Conducts runs; started with the first call. Rejects with a sentence when the platform forbids workers now. */
  readonly runs: () => Promise<Remote<RunWorkerApi>>;
  /** Hosts models; keys live in its memory. */
  readonly students: () => Promise<Remote<StudentWorkerApi>>;
  /** Keeps a key for one exact origin in this tab's memory and hands it to the worker that may use it. */
  readonly rememberKey: (origin: string, key: string) => Promise<void>;
  readonly forgetKey: (origin: string) => Promise<void>;
  /** Counts keys that came and went, for lists of them. */
  readonly keyChanges: Accessor<number>;
  /** Ends both workers; the next call starts fresh ones under the network policy as it is then. */
  readonly restart: () => void;
  /** Counts restarts. */
  readonly generation: Accessor<number>;
  /** The newest throwaway news of a run: model loading, calls in flight. */
  readonly newsOf: (runId: string) => RunNewsView;
  /** A worker could not be started or has died; a sentence. */
  readonly trouble: Accessor<string | undefined>;
}

export interface RunNewsView {
  readonly loading?: Extract<RunNews, { readonly kind: "model-loading" }>;
  readonly inFlight: number;
  /** What the Reflection model has written so far of the letter under way. */
  readonly letter?: string;
  /** The disk is full; the sentence to show until it is not. */
  readonly storageFull?: string;
}

function withNews(before: RunNewsView, heard: RunNews): RunNewsView {
  switch (heard.kind) {
    case "model-loading":
      return { ...before, loading: heard };
    case "model-ready": {
      const { loading: _, ...rest } = before;
      return rest;
    }
    case "calls-in-flight":
      return { ...before, inFlight: heard.count };
    case "letter": {
      const { letter: _, ...rest } = before;
      return heard.text === "" ? rest : { ...rest, letter: heard.text };
    }
    case "storage": {
      const { storageFull: _, ...rest } = before;
      return heard.isFull ? { ...rest, storageFull: heard.message } : rest;
    }
  }
}

interface Joined {
  readonly runs: Remote<RunWorkerApi>;
  readonly students: Remote<StudentWorkerApi>;
  readonly end: () => void;
}

const WorkersContext = createContext<Workers>();

function sentenceOf(event: ErrorEvent, name: string): string {
  const what = event.message ? `: ${event.message}` : "";
  return `The ${name} stopped${what}. Everything up to its last answer is stored; reload the page to go on.`;
}

/** The two workers, joined by a port of their own so that prompts never cross the page. */
async function openJoined(
  hear: (news: RunNews) => void,
  complain: (sentence: string) => void,
): Promise<Joined> {
  const [control, policy] = await Promise.all([whenControlled(), readNetworkPolicy()]);
  if (!mayStartWorkers(control, policy.locked))
    throw new Error(
      control.kind === "uncontrolled" ? control.message : "The offline lock forbids starting a model now.",
    );
  const runWorker = new Worker(new URL("../../../workers/run.worker.ts", import.meta.url), {
    type: "module",
  });
  const studentWorker = new Worker(new URL("../../../workers/student.worker.ts", import.meta.url), {
    type: "module",
  });
  runWorker.addEventListener("error", (event) => complain(sentenceOf(event, "part that conducts runs")));
  studentWorker.addEventListener("error", (event) =>
    complain(sentenceOf(event, "part that hosts the models")),
  );
  const runs = wrap<RunWorkerApi>(runWorker);
  const students = wrap<StudentWorkerApi>(studentWorker);
  const channel = new MessageChannel();
  await students.openPort(transfer(channel.port1, [channel.port1]));
  const pageModels = new MessageChannel();
  // Models of the page are few and seldom used: their code comes with the first worker, not with the page.
  void import("./serve-page-models.ts").then(({ servePageModels }) => servePageModels(pageModels.port1));
  await runs.connect(
    transfer(channel.port2, [channel.port2]),
    transfer(pageModels.port2, [pageModels.port2]),
  );
  void runs.subscribe(proxy(async (news: RunNews) => hear(news)));
  const end = (): void => {
    runWorker.terminate();
    studentWorker.terminate();
  };
  return { runs, students, end };
}

/** Both workers, started lazily and once. */
export function createWorkers(db: StudioDatabase): Workers {
  const [trouble, setTrouble] = createSignal<string>();
  const [news, setNews] = createSignal<Readonly<Record<string, RunNewsView>>>({});
  const [generation, setGeneration] = createSignal(0);
  const [keyChanges, setKeyChanges] = createSignal(0);
  const keys = new Map<string, string>();
  let started: Promise<Joined> | undefined;
  // On a first visit this reloads the page once: better now than under the visitor's hands.
  void whenControlled();

  const hear = (heard: RunNews): void => {
    const before = news()[heard.runId] ?? { inFlight: 0 };
    const after = withNews(before, heard);
    setNews({ ...news(), [heard.runId]: after });
  };
  const start = (): Promise<Joined> => {
    started ??= openJoined(hear, setTrouble).then(
      async (joined) => {
        for (const [origin, key] of keys) await joined.students.rememberKey(origin, key);
        // A page that is just closing has no database any more, and no use for prices.
        const prices = await readSetting(db, "prices").catch(() => undefined);
        await joined.students.usePrices(parsePrices(prices));
        return joined;
      },
      (error: unknown) => {
        started = undefined;
        setTrouble(reasonOf(error));
        throw error;
      },
    );
    return started;
  };
  return {
    runs: async () => (await start()).runs,
    students: async () => (await start()).students,
    rememberKey: async (origin, key) => {
      keys.set(origin, key);
      await (await start()).students.rememberKey(origin, key);
      setKeyChanges(keyChanges() + 1);
    },
    forgetKey: async (origin) => {
      keys.delete(origin);
      await (await start()).students.forgetKey(origin);
      setKeyChanges(keyChanges() + 1);
    },
    keyChanges,
    restart: () => {
      const old = started;
      started = undefined;
      setTrouble(undefined);
      setNews({});
      void old?.then((joined) => joined.end()).catch(() => undefined);
      if (old) setGeneration(generation() + 1);
    },
    generation,
    newsOf: (runId) => news()[runId] ?? { inFlight: 0 },
    trouble,
  };
}

export function WorkersProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const workers = createWorkers(useDatabase());
  onCleanup(() => workers.restart());
  return <WorkersContext.Provider value={workers}>{props.children}</WorkersContext.Provider>;
}

export function useWorkers(): Workers {
  const workers = useContext(WorkersContext);
  if (!workers) throw new Error("useWorkers needs a WorkersProvider around it");
  return workers;
}
