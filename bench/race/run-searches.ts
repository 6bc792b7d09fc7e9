import type { Page } from "playwright-core";

import type { EventRow } from "../../src/storage/rows.ts";
import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { ensureBuilt } from "../../tools/build/ensure-built.ts";
import { followRun } from "../../tools/demo/follow-run.ts";
import { readRows } from "../../tools/demo/read-database.ts";
import { serve } from "../../tools/serve/static-server.ts";
import { figuresOf, type SearchFigures } from "./race-figures.ts";

export interface RacePlan {
  readonly optimizers: readonly string[];
  readonly policySeeds: readonly number[];
  /** What the Student scores on the judging rows of a policy when the whole policy is its prompt. */
  ceilingOf(policySeed: number): number;
}

/** Runs every search in the real page, one after another, and reads what it stored. */
export async function runSearches(plan: RacePlan, say: (line: string) => void): Promise<SearchFigures[]> {
  const server = await serve({ folder: ensureBuilt(say) });
  const browser = await launchBrowser();
  const figures: SearchFigures[] = [];
  try {
    for (const policySeed of plan.policySeeds) {
      // A page of its own per policy: what one race stored does not slow the next.
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.addInitScript({ content: "globalThis.__name ??= (each) => each" });
      await startRace(page, server.address, plan.optimizers, policySeed);
      for (const optimizer of plan.optimizers) {
        const runId = `race-${policySeed}-${optimizer}-${policySeed}-1`;
        const started = performance.now();
        await followRun(page, runId, () => {});
        const events = await readRows<EventRow>(page, "events", runId);
        const found = figuresOf(
          optimizer,
          policySeed,
          events.map(({ event }) => event),
          plan.ceilingOf(policySeed),
        );
        figures.push(found);
        say(
          `policy ${policySeed}, ${optimizer}: ${((100 * found.testRight) / found.testRows).toFixed(1)} % of ${found.testRows} sealed rows, 90 % of the ceiling after ${found.callsToNinety ?? `more than ${found.metricCalls}`} calls, ${((performance.now() - started) / 1000).toFixed(0)} s`,
        );
      }
      await context.close();
    }
    return figures;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function startRace(
  page: Page,
  address: string,
  optimizers: readonly string[],
  policySeed: number,
): Promise<void> {
  // The first visit reloads itself once, when the service worker takes over; the race is set up after that.
  await page.goto(`${address}#/storage`);
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  await page.reload();
  await page.waitForFunction("navigator.serviceWorker.controller !== null");
  await page.goto(`${address}#/race?optimizers=${optimizers.join(",")}&policy-seed=${policySeed}&seeds=1`);
  await page.getByRole("button", { name: /^Start \d+ runs?/ }).click();
  await page.waitForURL(/#\/compare/);
}
