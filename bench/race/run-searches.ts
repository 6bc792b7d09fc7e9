import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Browser, Page } from "playwright-core";

import { reasonOf } from "../../src/shared/reason-of.ts";
import type { EventRow, RunRow } from "../../src/storage/rows.ts";
import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { pastFirstVisit } from "../../tools/browser/past-first-visit.ts";
import { ensureBuilt } from "../../tools/build/ensure-built.ts";
import { followRun } from "../../tools/demo/follow-run.ts";
import { readRows, readRun } from "../../tools/demo/read-database.ts";
import { serve } from "../../tools/serve/static-server.ts";
import type { KeptRace } from "./kept-searches.ts";
import { figuresOf, type SearchFigures } from "./race-figures.ts";

export interface RacePlan {
  readonly optimizers: readonly string[];
  readonly policySeeds: readonly number[];
  /** Name of the commit, kept with every search. */
  readonly commit: string;
  /** What the Student scores on the judging rows of a policy when the whole policy is its prompt. */
  ceilingOf(policySeed: number): number;
}

type Say = (line: string) => void;

/** A search that failed (a browser that died) is begun again this often before the race ends. */
const tries = 3;
/** Least time between two lines about one search. */
const linesEveryMs = 20_000;

/** Runs every search that is not kept yet in the real page, one after another, and keeps what it stored. */
export async function runSearches(plan: RacePlan, kept: KeptRace, say: Say): Promise<SearchFigures[]> {
  const isOpen = (policySeed: number) => (optimizer: string) =>
    kept.search(optimizer, policySeed) === undefined;
  const open = plan.policySeeds.flatMap((seed) => plan.optimizers.filter(isOpen(seed))).length;
  say(
    `${open} searches to run, ${plan.policySeeds.length * plan.optimizers.length - open} kept in ${kept.file}`,
  );
  if (open > 0) {
    // A copy: a build while the race runs would take the page's files away from under it.
    const folder = mkdtempSync(join(tmpdir(), "gepa-race-"));
    cpSync(ensureBuilt(say), folder, { recursive: true });
    const server = await serve({ folder });
    try {
      for (const policySeed of plan.policySeeds) {
        for (let attempt = 1; plan.optimizers.some(isOpen(policySeed)); attempt += 1) {
          const optimizers = plan.optimizers.filter(isOpen(policySeed));
          try {
            await runPolicy(server.address, { ...plan, optimizers }, policySeed, kept, say);
          } catch (error) {
            if (attempt === tries) throw error;
            say(`policy ${policySeed}: ${reasonOf(error)}; the search is begun again`);
          }
        }
      }
    } finally {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return plan.policySeeds.flatMap((seed) =>
    plan.optimizers.flatMap((optimizer) => kept.search(optimizer, seed)?.figures ?? []),
  );
}

/** All open searches of one policy, in a browser of its own: what one race stored does not slow the next. */
async function runPolicy(
  address: string,
  plan: RacePlan,
  policySeed: number,
  kept: KeptRace,
  say: Say,
): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await startRace(browser, address, plan.optimizers, policySeed);
    for (const optimizer of plan.optimizers) {
      const runId = `race-${policySeed}-${optimizer}-${policySeed}-1`;
      const started = performance.now();
      await followRun(page, runId, seldom(say, `policy ${policySeed}, ${optimizer}`));
      const run = await readRun<RunRow>(page, runId);
      const events = (await readRows<EventRow>(page, "events", runId)).map(({ event }) => event);
      const ceiling = plan.ceilingOf(policySeed);
      const figures = figuresOf(optimizer, policySeed, events, ceiling, run?.summary?.usage);
      kept.keepSearch({ commit: plan.commit, figures });
      say(
        `policy ${policySeed}, ${optimizer}: ${((100 * figures.testRight) / figures.testRows).toFixed(1)} % of ${figures.testRows} sealed rows, 90 % of the ceiling after ${figures.callsToNinety ?? `more than ${figures.metricCalls}`} calls, ${((performance.now() - started) / 1000).toFixed(0)} s`,
      );
    }
  } finally {
    await browser.close();
  }
}

/** Passes on a line now and then, with who it is about. */
function seldom(say: Say, about: string): Say {
  let last = performance.now();
  return (line) => {
    if (performance.now() - last < linesEveryMs) return;
    last = performance.now();
    say(`  ${about}: ${line}`);
  };
}

async function startRace(
  browser: Browser,
  address: string,
  optimizers: readonly string[],
  policySeed: number,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript({ content: "globalThis.__name ??= (each) => each" });
  await page.goto(`${address}#/storage`);
  await pastFirstVisit(page);
  await page.goto(`${address}#/race?optimizers=${optimizers.join(",")}&policy-seed=${policySeed}&seeds=1`);
  await page.getByRole("button", { name: /^Start \d+ runs?, side by side$/ }).click();
  await page.waitForURL(/#\/compare/);
  // A still page: nothing is drawn while the searches are measured.
  await page.goto(`${address}#/race`);
  return page;
}
