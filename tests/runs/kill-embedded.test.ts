import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { type FiringRange, openFiringRange } from "../kill/under-fire.ts";

let browser: Browser;
let range: FiringRange;

beforeAll(async () => {
  browser = await launchBrowser();
  range = await openFiringRange(browser);
}, 120_000);
afterAll(async () => {
  await range?.close();
  await browser?.close();
});

test.each([11, 12])(
  "the embedded model, seed %i: killed four times, while it loads too, no answer is lost and the run ends",
  async (seed) => {
    const run = await range.embedded(seed);
    expect(run.isFinished).toBe(true);
    expect(run.kills.map(({ phase, lost }) => ({ phase, lost }))).toEqual(
      ["model loading", "mid-rollout", "between commit and acknowledgement", "mid-rollout"].map((phase) => ({
        phase,
        lost: 0,
      })),
    );
  },
  120_000,
);
