import { setTimeout as sleep } from "node:timers/promises";

import type { Browser, BrowserContext, Page } from "playwright-core";

import type { RunRequest } from "../../src/storage/library/runs.ts";
import type { RunRow } from "../../src/storage/rows.ts";
import type { ModelRequest } from "../support/model-server.ts";
import type { PlannedKill } from "./kill-plan.ts";
import type { KillOutcome, KilledRun } from "./kill-report.ts";
import { newKillTab, openKillPage, untilReady } from "./kill-tab.ts";
import type { FoundOnDisk, KillPage } from "./page/kill-page.ts";
import type { ScriptedServer } from "./scripted-server.ts";

declare const killPage: KillPage;

/** A run that stands still for longer is a failure, not slowness. */
const patienceMs = 60_000;

/** One run in one browser context, opened, killed and opened again. */
export interface RunUnderFire {
  readonly request: RunRequest;
  /** Where the kill page is served, with a `name` of its own. */
  readonly address: string;
  /** Absent for the embedded model, whose calls nobody but the database sees. */
  readonly scripted?: ScriptedServer;
  /** Which phase a request belongs to. */
  readonly phaseOf?: (request: ModelRequest) => string;
}

/** What the test keeps between two openings of the page. */
interface Watch {
  reached: boolean;
  /** What was on disk at each opening, and how many requests the server had got since the one before. */
  readonly openings: { readonly found: FoundOnDisk; readonly requests: number }[];
}

/** Requests of a dead page that are still on the wire arrive within this time. */
const stragglersMs = 30;

async function openPage(context: BrowserContext, run: RunUnderFire, watch: Watch): Promise<Page> {
  const page = await newKillTab(context, {
    reached: () => void (watch.reached = true),
    opened: async (found) => {
      if (run.scripted !== undefined) await sleep(stragglersMs);
      watch.openings.push({ found, requests: run.scripted?.takeReceived().length ?? 0 });
      if (run.scripted !== undefined) run.scripted.onRequest = () => false;
    },
  });
  await openKillPage(page, run.address);
  return page;
}

/** Ends the page or its workers as planned and leaves a page that goes on by itself. */
async function kill(
  context: BrowserContext,
  page: Page,
  kind: PlannedKill["kind"],
  reopen: () => Promise<Page>,
): Promise<Page> {
  switch (kind) {
    case "workers":
      await page.evaluate(() => killPage.replaceWorkers());
      return page;
    case "reload":
      await page.reload();
      await untilReady(page);
      return page;
    case "crash": {
      const session = await context.newCDPSession(page);
      const crashed = page.waitForEvent("crash");
      // The command's own answer dies with the renderer.
      session.send("Page.crash").catch(() => undefined);
      await crashed;
      await page.close();
      return reopen();
    }
    case "close":
      await page.close({ runBeforeUnload: false });
      return reopen();
  }
}

/** Waits until the planned instant; false when the run ended before it came. */
async function untilInstant(
  run: RunUnderFire,
  page: Page,
  planned: PlannedKill,
  watch: Watch,
): Promise<boolean> {
  watch.reached = false;
  const { scripted, phaseOf } = run;
  const isSeenByServer = scripted !== undefined && phaseOf !== undefined;
  if (isSeenByServer && planned.phase !== "between commit and acknowledgement") {
    let met = 0;
    scripted.onRequest = (request) => {
      if (!watch.reached && phaseOf(request) === planned.phase && ++met >= planned.nth) watch.reached = true;
      // From the instant on nothing is answered: what is under way stays under way until the kill.
      return watch.reached;
    };
  } else {
    await page.evaluate(watchFor, { phase: planned.phase, nth: planned.nth });
  }
  for (let waited = 0; waited < patienceMs; waited += 2) {
    if (watch.reached) return true;
    if (waited % 50 === 0 && (await status(page)) === "finished") return false;
    await sleep(2);
  }
  throw new Error(
    `a kill in the phase "${planned.phase}" never came; the run is ${String(await status(page))}`,
  );
}

/** Runs in the page: counts on from what is stored now. */
async function watchFor({ phase, nth }: { phase: string; nth: number }): Promise<void> {
  const { rollouts } = await killPage.snapshot();
  const events = (JSON.parse(await killPage.journal()) as unknown[]).length;
  if (phase === "model loading") killPage.watch("loading", 1);
  else if (phase === "between commit and acknowledgement") killPage.watch("events", events + nth);
  else killPage.watch("rollouts", rollouts.length + nth);
}

async function status(page: Page): Promise<RunRow["status"] | undefined> {
  const row = await page.evaluate(() => killPage.run());
  if (row?.status === "waiting") throw new Error(`the run waits: ${JSON.stringify(row.waiting)}`);
  return row?.status;
}

/** Takes a run through its planned kills to its end. */
export async function runUnderFire(
  browser: Browser,
  run: RunUnderFire,
  plan: readonly PlannedKill[],
): Promise<{ readonly result: Omit<KilledRun, "isSameJournal">; readonly journal: string }> {
  const context = await browser.newContext();
  const watch: Watch = { reached: false, openings: [] };
  const reopen = () => openPage(context, run, watch);
  const done: PlannedKill[] = [];
  try {
    let page = await reopen();
    await page.evaluate((request) => void killPage.request(request), run.request);
    for (const planned of plan) {
      if (!(await untilInstant(run, page, planned, watch))) break;
      page = await kill(context, page, planned.kind, reopen);
      done.push(planned);
    }
    for (let waited = 0; (await status(page)) !== "finished"; waited += 20) {
      if (waited > patienceMs) throw new Error("the run did not finish");
      await sleep(20);
    }
    watch.openings.push({
      found: await page.evaluate(() => killPage.snapshot()),
      requests: run.scripted?.takeReceived().length ?? 0,
    });
    const row = await page.evaluate(() => killPage.run());
    return {
      result: {
        kills: done.map((planned, index) => outcomeOf(planned, watch.openings.slice(index, index + 3), run)),
        isFinished: row?.status === "finished",
        possiblyPaidTwice: row?.possiblyPaidTwice ?? 0,
      },
      journal: await page.evaluate(() => killPage.journal()),
    };
  } finally {
    await context.close();
  }
}

/** What a kill did, from what was on disk when the run last went on, right after the kill, and when it next ended. */
function outcomeOf(
  { phase, kind }: PlannedKill,
  [before, after, later]: Watch["openings"],
  { scripted }: RunUnderFire,
): KillOutcome {
  if (before === undefined || after === undefined || later === undefined)
    throw new Error("a kill without an opening");
  const unanswered = (from: Watch["openings"][number], to: Watch["openings"][number]) =>
    to.requests - (answersOf(to.found) - answersOf(from.found));
  return {
    phase,
    kind,
    inFlight: after.found.inFlight,
    lost: lostSince(before.found, after.found) + lostSince(after.found, later.found),
    // A request that brought no new answer was in flight at the kill, or was for an answer already there.
    askedTwice: scripted === undefined ? 0 : Math.max(0, unanswered(before, after) - after.found.inFlight),
  };
}

function answersOf(found: FoundOnDisk): number {
  return found.rollouts.length + found.reflections.length;
}

/** Answers that were on disk and are not there unchanged any more. */
function lostSince(before: FoundOnDisk, after: FoundOnDisk): number {
  const now = new Set([...after.rollouts, ...after.reflections].map(({ row }) => row));
  return [...before.rollouts, ...before.reflections].filter(({ row }) => !now.has(row)).length;
}
