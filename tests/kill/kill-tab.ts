import type { BrowserContext, Page } from "playwright-core";

import type { FoundOnDisk } from "./page/kill-page.ts";

/** What the kill page tells; some tests need not hear it. */
interface Ears {
  readonly reached: () => void;
  readonly opened: (found: FoundOnDisk) => void | Promise<void>;
}

const deaf: Ears = { reached: () => undefined, opened: () => undefined };

/** A tab that can hold the kill page. */
export async function newKillTab(context: BrowserContext, ears = deaf): Promise<Page> {
  const page = await context.newPage();
  await page.exposeFunction("reached", ears.reached);
  await page.exposeFunction("opened", ears.opened);
  return page;
}

export async function openKillPage(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await untilReady(page);
}

export async function untilReady(page: Page): Promise<void> {
  await page.waitForFunction(() => "killPage" in globalThis);
}
