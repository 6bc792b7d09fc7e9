import type { Page } from "playwright-core";

import { pack } from "../../src/storage/packed-events.ts";
import type { LargeRun } from "./large-run.ts";
import {
  databaseVersion,
  fullRows,
  journalRows,
  type SeedPart,
  storeRows,
  type Stored,
} from "./seed-page.ts";

/** Rows stored at once: whole pages of a journal. */
const batch = 20 * 256;
const at = 1_800_000_000_000;
/** A page of the journal as `src/storage/journal-pages.ts` binds it. */
const pageEvents = 256;
/** Nobody waits longer for the rows to be stored. */
const longestMs = 300_000;
const runIds = ["big", "again"] as const;
/** Events lie in columns since the studio's fourth version, as browsers count. */
const packedSince = 40;

/**
 * Puts a large run (and the same once more, without its answers, to compare with) into the database of the studio at this
 * address, with what the studio would have counted while it wrote them.
 */
export async function fillStudio(
  page: Page,
  address: string,
  made: LargeRun,
  say: (text: string) => void,
): Promise<void> {
  // Functions sent to the page carry this helper of the runner that compiles them, and are called by name inside it.
  await page.addInitScript(
    `globalThis.__name ??= (named) => named; globalThis.storeRows = ${storeRows.toString()}; globalThis.fullRows = ${fullRows.toString()}; globalThis.journalRows = ${journalRows.toString()};`,
  );
  await page.goto(`${address}#/learn`);
  await controlled(page);
  const database = `gepa-studio:${new URL(address).pathname}`;
  const began = performance.now();
  const tell = (done: number, all: number, what: string): void => {
    const ms = performance.now() - began;
    say(`  ${done} of ${all} ${what} stored, ${(ms / 1000).toFixed(0)} s`);
    if (ms > longestMs) throw new Error(`storing the rows took longer than ${longestMs / 1000} s`);
  };
  const sizes = [
    ...(await fillAnswers(page, database, made, tell)),
    ...(await fillJournals(page, database, made, tell)),
  ];
  const kept = sizes.filter(({ table }) => table !== "modelCalls");
  const lines = sizes.find(({ table }) => table === "modelCalls");
  await page.evaluate(storeRows, {
    database,
    tables: {
      sizes: kept,
      ledgerSums: lines === undefined ? [] : [ledgerSum(lines)],
      runs: runIds.map((runId, place) => runRow(made, runId, place + 1)),
    },
  });
}

type Tell = (done: number, all: number, what: string) => void;
type Size = Stored & { readonly owner: string; readonly table: string };

/** Rollouts, traces and lines of the ledger are made in the page: only calls and scores travel there. */
async function fillAnswers(page: Page, database: string, made: LargeRun, tell: Tell): Promise<Size[]> {
  const sums = new Map<string, Size>();
  let done = 0;
  for (const [split, purpose, rollouts] of rangesOf(made))
    for (let from = 0; from < rollouts.length; from += batch) {
      const part = {
        runId: runIds[0],
        hashes: made.hashes,
        exampleIds: made.request.splits[split as keyof LargeRun["request"]["splits"]],
        split,
        purpose,
        rollouts: rollouts.slice(from, from + batch),
      };
      const stored = await store(page, database, "fullRows", part);
      for (const [table, { rows, bytes }] of Object.entries(stored)) {
        const known = sums.get(table) ?? { owner: runIds[0], table, rows: 0, bytes: 0 };
        sums.set(table, { ...known, rows: known.rows + rows, bytes: known.bytes + bytes });
      }
      done += part.rollouts.length;
      tell(done, made.rollouts.length, "rollouts");
    }
  return [...sums.values()];
}

async function fillJournals(page: Page, database: string, made: LargeRun, tell: Tell): Promise<Size[]> {
  const isPacked = (await page.evaluate(databaseVersion, database)) >= packedSince;
  const events = made.events.map((event, seq) => ({ seq, at: at + seq * 50, event }));
  for (let from = 0; from < events.length; from += batch) {
    const some = events.slice(from, from + batch);
    const part = { runIds, pageEvents, events: isPacked ? some.map((row) => pack(row)) : some };
    await store(page, database, "journalRows", part);
    tell(Math.min(from + batch, events.length), events.length, "events of both runs");
  }
  return runIds.flatMap((owner) => {
    const bytes = events.reduce((sum, row) => sum + JSON.stringify({ runId: owner, ...row }).length, 0);
    const pages = Math.floor(events.length / pageEvents);
    return [
      { owner, table: "events", rows: events.length, bytes },
      // A page is its events, and a few characters around them.
      { owner, table: "journalPages", rows: pages, bytes },
    ];
  });
}

/** Has the page make rows of a part and store them. As text: that travels a hundred times faster than values do. */
function store(
  page: Page,
  database: string,
  maker: "fullRows" | "journalRows",
  part: object,
): Promise<Readonly<Record<string, Stored>>> {
  return page.evaluate(
    (given) => {
      const within = globalThis as unknown as {
        storeRows: typeof storeRows;
        fullRows: (made: object) => SeedPart["tables"];
        journalRows: (made: object) => SeedPart["tables"];
      };
      const tables = within[given.maker](JSON.parse(given.text) as object);
      return within.storeRows({ database: given.database, tables });
    },
    { database, maker, text: JSON.stringify(part) },
  );
}

/** The lines of the ledger summed, as the studio keeps them beside. */
function ledgerSum({ rows, bytes }: Stored): object {
  return {
    runId: runIds[0],
    origin: "https://models.example",
    requests: rows,
    blocked: 0,
    bytesOut: rows * 1200,
    bytesIn: rows * 400,
    costUsd: rows * 0.000_02,
    unpriced: 0,
    size: bytes,
  };
}

/** Through the one silent reload of a first visit. */
async function controlled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("main h1") !== null &&
      performance
        .getEntriesByType("navigation")
        .some((entry) => (entry as PerformanceResourceTiming).workerStart > 0),
  );
}

/** Rollouts gathered by split and purpose. */
function rangesOf({ ranges, rollouts }: LargeRun) {
  const groups = new Map<
    string,
    [split: string, purpose: string, rollouts: LargeRun["rollouts"][number][]]
  >();
  let place = 0;
  for (const rollout of rollouts) {
    while ((ranges[place + 1]?.from ?? Infinity) <= rollout[0]) place += 1;
    const range = ranges[place];
    if (range === undefined) continue;
    const name = `${range.split} ${range.purpose}`;
    const group = groups.get(name) ?? [range.split, range.purpose, []];
    groups.set(name, group);
    group[2].push(rollout);
  }
  return groups.values();
}

/** A finished run as its worker would have left it. */
function runRow({ request, state }: LargeRun, id: string, number: number): object {
  const [seed, winner] = state.test;
  const mean = (rows: readonly { readonly score?: number }[] = []): number =>
    rows.reduce((sum, row) => sum + (row.score ?? 0), 0) / Math.max(1, rows.length);
  return {
    ...request,
    id,
    number,
    student: {
      kind: "remote",
      dialect: "openai-compatible",
      provider: "custom",
      baseUrl: "https://models.example/v1",
      model: "student",
      needsKey: false,
    },
    createdAt: at,
    status: "finished",
    wish: "run",
    startedAt: at,
    finishedAt: at + 3_600_000,
    activeSeconds: 3600,
    possiblyPaidTwice: 0,
    summary: {
      seedScore: state.candidates[0]?.mean ?? 0,
      bestScore: Math.max(...state.candidates.map(({ mean: each }) => each)),
      metricCalls: state.spent.metricCalls,
      reflectionCalls: state.spent.reflectionCalls,
      iterations: state.iteration,
      stopReason: "budget-too-small",
      seedTestScore: mean(seed?.rows as never),
      bestTestScore: mean(winner?.rows as never),
    },
  };
}
