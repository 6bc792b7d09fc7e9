import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { chromium as playwrightChromium, type ElementHandle, type Page } from "playwright-core";

import { findBrowser } from "../browser/find-browser.ts";
import type { BrowserPage, Engine } from "./browser-page.ts";
import { findElement, wordsOf, type Target } from "./find-element.ts";

const findForMs = 45_000;

interface Started {
  /** Where it is steered (chromedevtools.github.io/devtools-protocol). */
  readonly endpoint: string;
  readonly end: () => void;
}

/** A browser as a person has it, but without a window and with an empty profile. */
async function started(): Promise<Started> {
  const { executablePath, args, env } = await findBrowser();
  const profile = mkdtempSync(join(tmpdir(), "gepa-studio-chromium-"));
  const own = [
    "--headless=new",
    "--remote-debugging-port=0",
    `--user-data-dir=${profile}`,
    // Containers have little shared memory, and no ring of keys to ask for.
    "--disable-dev-shm-usage",
    "--password-store=basic",
    "--use-mock-keychain",
    "about:blank",
  ];
  const browser = spawn(executablePath, [...args, ...own], { env, stdio: ["ignore", "ignore", "pipe"] });
  const end = (): void => {
    browser.kill("SIGKILL");
    try {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // Processes it leaves behind may write into it for seconds; the walk's figures are not lost over that.
    }
  };
  process.once("exit", end);
  const endpoint = await new Promise<string>((resolve, reject) => {
    browser.once("error", reject);
    browser.once("exit", (code) => reject(new Error(`${executablePath} ended with ${code}`)));
    createInterface(browser.stderr).on("line", (line) => {
      const address = /DevTools listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  return { endpoint, end };
}

async function elementOf(page: Page, target: Target): Promise<ElementHandle> {
  const found = await page
    .waitForFunction(findElement, target, { timeout: findForMs })
    .catch(() => undefined);
  const element = found?.asElement();
  if (element == null) throw new Error(`there is no ${wordsOf(target)}`);
  return element;
}

const evaluateIn =
  (page: Page): BrowserPage["evaluate"] =>
  async (act, argument) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return (await page.evaluate(act as never, argument as never)) as never;
      } catch (error) {
        if (tries === 5 || !/context was destroyed|navigation/i.test(String(error))) throw error;
        await page.waitForLoadState("domcontentloaded");
      }
    }
  };

/** Another tab is in front while `act` is done. */
async function behind(page: Page, act: () => Promise<void>): Promise<void> {
  const other = await page.context().newPage();
  const isHidden = (): boolean => document.visibilityState === "hidden";
  // Frames, which are looked at otherwise, do not come out of sight; a browser without windows keeps all in view.
  await page.waitForFunction(isHidden, undefined, { polling: 100, timeout: 3_000 }).catch(() => undefined);
  await act();
  await other.close();
  await page.bringToFront();
}

/** A browser lets nobody put a page to sleep that is in view. */
const sleep = (page: Page, milliseconds: number): Promise<void> =>
  behind(page, async () => {
    const session = await page.context().newCDPSession(page);
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await session.detach();
  });

const drive = (page: Page): BrowserPage => ({
  goto: async (address) => void (await page.goto(address)),
  reload: async () => void (await page.reload()),
  back: async () => void (await page.goBack()),
  evaluate: evaluateIn(page),
  click: async (target) => (await elementOf(page, target)).click(),
  fill: async (target, text) => (await elementOf(page, target)).fill(text),
  chooseFile: async (target, path) => (await elementOf(page, target)).setInputFiles(path),
  press: (keys) => page.keyboard.press(keys),
  resize: (width, height) => page.setViewportSize({ width, height }),
  lookAway: (milliseconds) => behind(page, () => page.waitForTimeout(milliseconds)),
  sleep: (milliseconds) => sleep(page, milliseconds),
  picture: async (path) => void (await page.screenshot({ path })),
});

/**
 * Chromium as it is installed. Its tabs come and go as a person's do: one that playwright starts itself is always in
 * view, and keeps no page to come back to.
 */
export const chromium: Engine = {
  name: "Chromium",
  absent: () => undefined,
  pageProcess: /--type=renderer/,
  async open(downloads) {
    const { endpoint, end } = await started();
    const browser = await playwrightChromium.connectOverCDP(endpoint, { noDefaults: true, isLocal: true });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error("the browser has no profile");
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addInitScript({ content: "globalThis.__name ??= (each) => each" });
    const session = await browser.newBrowserCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
    return {
      version: browser.version(),
      page: drive(page),
      close: async () => {
        await browser.close();
        end();
      },
    };
  },
};
