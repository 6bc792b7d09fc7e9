import { requestRun, type RunRequest } from "../../../src/storage/library/runs.ts";
import { runsInStatus } from "../../../src/storage/read/runs.ts";
import type { RunRow } from "../../../src/storage/rows.ts";
import { openTestDatabase, type StartedWorkers, startWorkers } from "../../support/start-run.ts";

/** What was on disk when this page opened, before anything went on. */
export interface FoundOnDisk {
  readonly rollouts: readonly { readonly callIndex: number; readonly row: string }[];
  readonly reflections: readonly { readonly callIndex: number; readonly row: string }[];
  readonly inFlight: number;
}

/** What the test drives this page by. */
export interface KillPage {
  request(request: RunRequest): Promise<void>;
  run(): Promise<RunRow | undefined>;
  /** The whole journal as text. */
  journal(): Promise<string>;
  rollouts(): Promise<readonly string[]>;
  snapshot(): Promise<FoundOnDisk>;
  /** Calls `window.reached` as soon as the database holds so many events or rollouts, or a model begins to load. */
  watch(what: "events" | "rollouts" | "loading", count: number): void;
  /** Kinds of news heard so far; `storage` with whether the disk is full. */
  news(): Promise<readonly string[]>;
  /** Gives a key to the worker that may use it. */
  rememberKey(origin: string, key: string): Promise<void>;
  /** Every row of every table, and the names of everything else this origin keeps, as text. */
  everything(): Promise<string>;
  /** Presses "go on". */
  start(): Promise<void>;
  /** The crash of the workers alone, and what a page does then: it starts new ones, which take the run up. */
  replaceWorkers(): Promise<void>;
}

declare global {
  var killPage: KillPage;
  /** Given by the test's browser driver. */
  var reached: () => Promise<void>;
  /** Told what is on disk before anything goes on; the page waits for it. */
  var opened: (found: FoundOnDisk) => Promise<void>;
}

const database = `gepa-studio:kill:${new URLSearchParams(location.search).get("name") ?? ""}`;
const db = await openTestDatabase(database);

async function snapshot(): Promise<FoundOnDisk> {
  return db.transaction("r", db.rollouts, db.reflections, db.modelCalls, async () => ({
    rollouts: (await db.rollouts.toArray()).map((row) => ({
      callIndex: row.callIndex,
      row: JSON.stringify(row),
    })),
    reflections: (await db.reflections.toArray()).map((row) => ({
      callIndex: row.callIndex,
      row: JSON.stringify(row),
    })),
    inFlight: await db.modelCalls.filter((row) => row.open === 1).count(),
  }));
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Takes up whatever was asked for or interrupted, as the page does. A dead owner's lock is freed a moment later. */
async function goOn({ runs }: StartedWorkers): Promise<void> {
  for (const { id, wish } of await runsInStatus(db, ["requested", "running"]))
    if (wish !== "pause") await runs.start(id);
}

await opened(await snapshot());
let workers = startWorkers(database);
void workers.then(goOn);

globalThis.killPage = {
  snapshot,
  async request(request) {
    await requestRun(db, request, Date.now());
    await goOn(await workers);
  },
  run: async () => (await db.runs.toArray())[0],
  async journal() {
    const rows = await db.events.toArray();
    return JSON.stringify(rows.map((row) => row.event));
  },
  rollouts: async () => (await db.rollouts.toArray()).map((row) => JSON.stringify(row)),
  watch(what, count) {
    void (async () => {
      for (;;) {
        const { news } = await workers;
        const isThere =
          what === "loading"
            ? news.some((item) => item.kind === "model-loading")
            : (await (what === "events" ? db.events : db.rollouts).count()) >= count;
        if (isThere) return reached();
        await sleep(0);
      }
    })();
  },
  news: async () =>
    (await workers).news.map((item) =>
      item.kind === "storage" ? `storage full: ${item.isFull}` : item.kind,
    ),
  rememberKey: async (origin, key) => (await workers).student.rememberKey(origin, key),
  async everything() {
    const tables = await Promise.all(
      db.tables.map(async (table) => [table.name, await table.toArray()] as const),
    );
    const kept = { local: { ...localStorage }, session: { ...sessionStorage }, caches: await caches.keys() };
    return JSON.stringify({ tables, kept, news: (await workers).news, address: location.href });
  },
  async start() {
    await (await workers).runs.start("run");
  },
  async replaceWorkers() {
    (await workers).end();
    // Commits that had left the dead threads may still be landing.
    await sleep(20);
    await opened(await snapshot());
    workers = startWorkers(database);
    await goOn(await workers);
  },
};
