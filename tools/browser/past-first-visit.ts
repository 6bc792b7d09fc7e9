import type { Page } from "playwright-core";

/**
 * Waits until this page was served by the studio's own service worker. On its first visit it loads itself again for that, and
 * what is done before is undone, or fails under the reload.
 */
export async function pastFirstVisit(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance
      .getEntriesByType("navigation")
      .some((each) => "workerStart" in each && Number(each.workerStart) > 0),
  );
}
