import type { Page } from "playwright-core";

import type { LargeRun } from "./large-run.ts";
import { fullRows, storeRows } from "./seed-page.ts";

const batch = 5000;
const at = 1_800_000_000_000;
/** A page of the journal as `src/storage/journal-pages.ts` binds it. */
const pageEvents = 256;

/** Puts a large run (and the same once more, to compare with) into the database of the studio at this address. */
export async function fillStudio(page: Page, address: string, made: LargeRun): Promise<void> {
  // Functions sent to the page carry this helper of the runner that compiles them.
  await page.addInitScript("globalThis.__name ??= (named) => named;");
  await page.goto(`${address}#/storage`);
  await controlled(page);
  const database = `gepa-studio:${new URL(address).pathname}`;
  const put = async (table: string, rows: readonly object[], size = batch): Promise<void> => {
    for (let from = 0; from < rows.length; from += size)
      await page.evaluate(storeRows, { database, table, rows: rows.slice(from, from + size) });
  };
  // The functions below are called by name inside the page.
  await page.addInitScript(
    `globalThis.storeRows = ${storeRows.toString()}; globalThis.fullRows = ${fullRows.toString()};`,
  );
  await page.reload();
  await controlled(page);
  const byRange = rangesOf(made);
  const { splits } = made.request;
  for (const [split, purpose, rollouts] of byRange)
    for (let from = 0; from < rollouts.length; from += batch)
      await page.evaluate(
        async ({ database: name, part }) => {
          const tables = globalThis as unknown as { fullRows: typeof fullRows; storeRows: typeof storeRows };
          for (const [table, rows] of Object.entries(tables.fullRows(part)))
            await tables.storeRows({ database: name, table, rows });
        },
        {
          database,
          part: {
            database,
            runId: "big",
            hashes: made.hashes,
            exampleIds: { ...splits },
            split,
            purpose,
            rollouts: rollouts.slice(from, from + batch),
          },
        },
      );
  for (const [place, runId] of ["big", "again"].entries()) {
    const events = made.events.map((event, seq) => ({ runId, seq, at: at + seq * 50, event }));
    await put("events", events);
    const pages = Array.from({ length: Math.floor(events.length / pageEvents) }, (_, page_) => ({
      runId,
      from: page_ * pageEvents,
      events: events.slice(page_ * pageEvents, (page_ + 1) * pageEvents),
    }));
    await put("journalPages", pages, 20);
    await put("runs", [runRow(made, runId, place + 1)]);
  }
  await put("sizes", unmeasuredRows(made));
  await page.reload();
  // A build that keeps sizes measures what is there first; one that does not says nothing of it.
  await page.waitForTimeout(8000);
  await page.waitForFunction(() => !document.body.innerText.includes("Measuring what an older version"));
}

/** What an upgrade notes of rows that were there before sizes were kept. */
function unmeasuredRows(made: LargeRun): readonly object[] {
  const row = (owner: string, table: string, after: number, to: number) => ({
    owner,
    table,
    rows: 0,
    bytes: 0,
    left: { after, to },
  });
  const calls = made.rollouts.reduce((most, [call]) => Math.max(most, call), 0);
  return [
    row("big", "rollouts", -1, calls),
    row("big", "trajectories", -1, calls),
    row("ledger", "modelCalls", 0, made.rollouts.length),
    ...["big", "again"].flatMap((owner) => [
      row(owner, "events", -1, made.events.length),
      row(owner, "journalPages", -1, made.events.length),
    ]),
  ];
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
