import { join } from "node:path";

import type { ElementHandle } from "playwright-core";

import { launchBrowser } from "../browser/launch-browser.ts";
import type { Engine } from "./browser-page.ts";
import { findElement, wordsOf, type Target } from "./find-element.ts";

const findForMs = 45_000;

/** Chromium as the other tests start it. */
export const chromium: Engine = {
  name: "Chromium",
  absent: () => undefined,
  pageProcess: /--type=renderer/,
  async open(downloads) {
    const browser = await launchBrowser({ backForwardCache: true });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript({ content: "globalThis.__name ??= (each) => each" });
    page.on("download", (download) => void download.saveAs(join(downloads, download.suggestedFilename())));
    const elementOf = async (target: Target): Promise<ElementHandle> => {
      const found = await page
        .waitForFunction(findElement, target, { timeout: findForMs })
        .catch(() => undefined);
      const element = found?.asElement();
      if (element == null) throw new Error(`there is no ${wordsOf(target)}`);
      return element;
    };
    return {
      version: browser.version(),
      page: {
        goto: async (address) => void (await page.goto(address)),
        reload: async () => void (await page.reload()),
        back: async () => void (await page.goBack()),
        evaluate: async (act, argument) => {
          for (let tries = 1; ; tries += 1) {
            try {
              return (await page.evaluate(act as never, argument as never)) as never;
            } catch (error) {
              if (tries === 5 || !/context was destroyed|navigation/i.test(String(error))) throw error;
              await page.waitForLoadState("domcontentloaded");
            }
          }
        },
        click: async (target) => (await elementOf(target)).click(),
        fill: async (target, text) => (await elementOf(target)).fill(text),
        chooseFile: async (target, path) => (await elementOf(target)).setInputFiles(path),
        press: (keys) => page.keyboard.press(keys),
        resize: (width, height) => page.setViewportSize({ width, height }),
        lookAway: async (milliseconds) => {
          const session = await page.context().newCDPSession(page);
          await session.send("Page.setWebLifecycleState", { state: "frozen" });
          await new Promise((resolve) => setTimeout(resolve, milliseconds));
          await session.send("Page.setWebLifecycleState", { state: "active" });
          await session.detach();
        },
        picture: async (path) => void (await page.screenshot({ path })),
      },
      close: () => browser.close(),
    };
  },
};
