import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { type FiringRange, openFiringRange } from "./under-fire.ts";

/** A browser and a firing range for the tests of one file. */
export function rangeOfFile(): { readonly range: () => FiringRange; readonly browser: () => Browser } {
  let opened: { readonly browser: Browser; readonly range: FiringRange } | undefined;
  beforeAll(async () => {
    const browser = await launchBrowser();
    opened = { browser, range: await openFiringRange(browser) };
  }, 120_000);
  afterAll(async () => {
    await opened?.range.close();
    await opened?.browser.close();
  });
  const now = () => {
    if (opened === undefined) throw new Error("the firing range is not open");
    return opened;
  };
  return { range: () => now().range, browser: () => now().browser };
}
