import type { Remote } from "comlink";
import { type Accessor, createSignal, type JSX, onCleanup } from "solid-js";

import type { HostTrouble } from "../../models/host/host-gate.ts";
import type { TypedKey } from "../../models/typed-key.ts";
import { type Joined, openJoined } from "../../platform/open-joined.ts";
import { whenControlled } from "../../platform/when-controlled.ts";
import type { RunNews, RunWorkerApi } from "../../protocol/run-worker.ts";
import type { StudentWorkerApi } from "../../protocol/student-worker.ts";
import { reasonOf } from "../../shared/reason-of.ts";
import { readSetting } from "../../storage/read/settings.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { type RunNewsView, withNews } from "../../views/run/run-news.ts";
import { useToast } from "../kit/toast.tsx";
import { createProvided } from "./create-provided.ts";
import { useDatabase } from "./database.tsx";

interface Workers {
  /** Conducts runs; started with the first call. Rejects with a sentence when the platform forbids workers now. */
  readonly runs: () => Promise<Remote<RunWorkerApi>>;
  /** Hosts models; keys live in its memory. */
  readonly students: () => Promise<Remote<StudentWorkerApi>>;
  /** Seals a key for one exact origin and hands it to the worker that may use it, and to every worker after that. */
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
  /** Hosts that do not answer as they should. */
  readonly hosts: Accessor<readonly HostTrouble[]>;
  /** A person does not want to wait for a host any longer. */
  readonly askNow: (origin: string) => Promise<void>;
}

const [Provided, useWorkers] = createProvided<Workers>("Workers");
export { useWorkers };

/** A worker that dies this often within a minute is not started again by itself. */
const mostRestarts = 3;

type Starts = Pick<Workers, "runs" | "students" | "restart" | "generation" | "newsOf" | "trouble" | "hosts">;

/** Both workers, started lazily and once; `greet` is done with each new pair before it is used. */
function createStarts(greet: (joined: Joined) => Promise<void>, tell: (sentence: string) => void): Starts {
  const [trouble, setTrouble] = createSignal<string>();
  const [news, setNews] = createSignal<Readonly<Record<string, RunNewsView>>>({});
  const [generation, setGeneration] = createSignal(0);
  const [hosts, setHosts] = createSignal<readonly HostTrouble[]>([]);
  let deaths: readonly number[] = [];
  let started: Promise<Joined> | undefined;
  // On a first visit this reloads the page once: better now than under the visitor's hands.
  void whenControlled();
  const newsOf = (runId: string): RunNewsView => news()[runId] ?? { inFlight: 0 };
  const hear = (heard: RunNews): void =>
    void setNews({ ...news(), [heard.runId]: withNews(newsOf(heard.runId), heard) });
  const restart = (): void => {
    const old = started;
    started = undefined;
    setTrouble(undefined);
    setNews({});
    setHosts([]);
    void old?.then((joined) => joined.end()).catch(() => undefined);
    if (old) setGeneration(generation() + 1);
  };
  /** A run it left in the middle is offered to the fresh workers, which go on with it. */
  const onDeath = (part: string): void => {
    const now = Date.now();
    deaths = [...deaths.filter((at) => at > now - 60_000), now];
    if (deaths.length > mostRestarts) {
      setTrouble(
        `The ${part} stops again and again; the browser may be short of memory. Everything up to its last answer is stored. Close other tabs, then reload the page.`,
      );
      return;
    }
    restart();
    tell(`The ${part} had stopped and was started again. Every answer that came back is stored; runs go on.`);
  };
  const start = (): Promise<Joined> => {
    started ??= openJoined({ hear, hearHosts: setHosts, complain: setTrouble, onDeath }).then(
      async (joined) => {
        await greet(joined);
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
    restart,
    generation,
    newsOf,
    trouble,
    hosts,
  };
}

/** The workers, and what each new pair is told: keys typed in this tab, and the user's own prices. */
function createWorkers(db: StudioDatabase, tell: (sentence: string) => void): Workers {
  const [keyChanges, setKeyChanges] = createSignal(0);
  const keys = new Map<string, TypedKey>();
  const greet = async ({ students }: Joined): Promise<void> => {
    for (const [origin, key] of keys) await students.rememberKey(origin, key);
    // A page that is just closing has no database any more, and no use for prices.
    const prices = await readSetting(db, "prices").catch(() => undefined);
    if (prices === undefined) return;
    const { parsePrices } = await import("../../models/price-row.ts");
    await students.usePrices(parsePrices(prices));
  };
  const starts = createStarts(greet, tell);
  return {
    ...starts,
    rememberKey: async (origin, key) => {
      const { sealTypedKey } = await import("../../models/typed-key.ts");
      const sealed = await sealTypedKey(key);
      keys.set(origin, sealed);
      await (await starts.students()).rememberKey(origin, sealed);
      setKeyChanges(keyChanges() + 1);
    },
    forgetKey: async (origin) => {
      keys.delete(origin);
      await (await starts.students()).forgetKey(origin);
      setKeyChanges(keyChanges() + 1);
    },
    keyChanges,
    askNow: async (origin) => (await starts.students()).askNow(origin),
  };
}

export function WorkersProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const tell = useToast();
  const workers = createWorkers(useDatabase(), (text) => tell({ text }));
  onCleanup(() => workers.restart());
  return <Provided value={workers}>{props.children}</Provided>;
}
