import { expect, test, type Browser, type Page } from "@playwright/test";

import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { serve, type RunningServer } from "../../tools/serve/static-server.ts";
import { builtFolder, controlled } from "./support/studio.ts";

/** Header-less, as most static hosts are; and a browser that keeps pages one leaves, as people's do. */
let plain: RunningServer;
let browser: Browser;
let page: Page;

test.beforeAll(async () => {
  plain = await serve({ folder: builtFolder, path: "/studio/", headers: false });
  browser = await launchBrowser({ backForwardCache: true });
});

test.beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
});

test.afterEach(() => page.context().close());

test.afterAll(async () => {
  await browser.close();
  await plain.close();
});

const calls = (): Promise<number> =>
  page
    .evaluate(() => document.body.textContent.match(/(\d+) of 700 requests/)?.[1] ?? "0")
    .then(Number)
    .catch(() => 0);

const answers = (from: number) => expect.poll(calls, { timeout: 60_000 }).toBeGreaterThan(from);

test("on a plain static host the first reload after the first visit opens a living studio", async () => {
  test.setTimeout(180_000);
  await page.goto(plain.address);
  await controlled(page);
  await answers(3);
  await page.reload();
  await controlled(page);
  await answers((await calls()) + 3);
});

test("coming Back to the studio finds a run that goes on and a database that answers", async () => {
  test.setTimeout(180_000);
  await page.goto(plain.address);
  await controlled(page);
  await answers(3);
  await page.goto(`${plain.address}icon.svg`);
  await page.goBack();
  await controlled(page);
  const before = await calls();
  await answers(before + 3);
  await page.goto(`${plain.address}#/storage`);
  await expect(page.getByRole("main")).toContainText(/MB/);
});

test("until the silent reload of a first visit nothing can be typed, and after it what was typed stays", async () => {
  let released = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    released = resolve;
  });
  await page.route("**/service-worker.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${plain.address}#/new`);
  const field = page.getByLabel("The prompt you have now");
  await expect(field).toBeVisible();
  await expect(page.locator("#app")).toHaveAttribute("inert");
  await expect(page.getByRole("status").filter({ hasText: "being stored in this browser" })).toBeVisible();
  const offered = await field.inputValue();
  await field.focus();
  await page.keyboard.type("words that the reload would take away");
  await expect(field).toHaveValue(offered);
  released();
  await controlled(page);
  await expect(page.locator("#app")).not.toHaveAttribute("inert");
  await field.fill("Sort the mail.");
  // Nobody reloads within the few milliseconds a write takes.
  await expect.poll(() => keptDraft(page)).toContain("Sort the mail.");
  await page.reload();
  await expect(field).toHaveValue("Sort the mail.");
});

/** What the page has kept of the run being set up, as text. */
function keptDraft(on: Page): Promise<string> {
  return on.evaluate(async () => {
    const open = indexedDB.open(`gepa-studio:${new URL("./", document.baseURI).pathname}`);
    await new Promise((resolve) => (open.onsuccess = resolve));
    const all = open.result.transaction("settings").objectStore("settings").getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    open.result.close();
    return JSON.stringify(all.result);
  });
}
