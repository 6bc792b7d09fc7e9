import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { phases } from "../kill/kill-plan.ts";
import { type KilledRun, printReport } from "../kill/kill-report.ts";
import { type FiringRange, openFiringRange } from "../kill/under-fire.ts";

let browser: Browser;
let range: FiringRange;
const runs: KilledRun[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  range = await openFiringRange(browser);
}, 120_000);
afterAll(async () => {
  console.log(printReport(runs).join("\n"));
  await range?.close();
  await browser?.close();
});

test.each([1, 2, 3, 4])(
  "scripted models, seed %i: killed eight times, the run ends with the journal it would have had",
  async (seed) => {
    const run = await range.scripted(seed);
    runs.push(run);
    expect(run).toMatchObject({ isFinished: true, isSameJournal: true });
    expect(run.kills.map(({ lost, askedTwice }) => ({ lost, askedTwice }))).toEqual(
      run.kills.map(() => ({ lost: 0, askedTwice: 0 })),
    );
    expect(run.possiblyPaidTwice).toBe(run.kills.reduce((sum, kill) => sum + kill.inFlight, 0));
  },
  120_000,
);

test("thirty-two kills, and every phase met by some but the loading of a model, which an endpoint has not", () => {
  const kills = runs.flatMap((run) => run.kills);
  expect(kills.length).toBeGreaterThanOrEqual(32);
  expect(phases.filter((phase) => !kills.some((kill) => kill.phase === phase))).toEqual(["model loading"]);
});
