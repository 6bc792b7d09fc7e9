import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";

import type { Page } from "playwright-core";

import { sum } from "../../src/shared/statistics/mean.ts";
import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { serve } from "../../tools/serve/static-server.ts";
import { printTable } from "../engine/table.ts";

interface Measured {
  readonly seconds: number;
  /** Longest single piece of work on the page's thread, from the browser's own `longtask` entries. */
  readonly longestMs: number;
  /** Pieces over 50 ms, and their time together. */
  readonly count: number;
  readonly totalMs: number;
}

const words =
  "please parcel invoice late wrong chair order money return broken thanks hello again never box".split(" ");

/** A table of so many rows, padded to about so many bytes each. */
async function writeTable(path: string, rows: number, bytesPerRow: number): Promise<void> {
  const file = createWriteStream(path);
  file.write("message,team\n");
  for (let at = 0; at < rows; at += 1) {
    const said: string[] = [`message ${at}`];
    let length = 12;
    for (let word = 0; length < bytesPerRow - 10; word += 1) {
      const next = `${words[(at * 31 + word * 17 + ((at * word) % 13)) % words.length]}${(at * 7 + word) % 89}`;
      said.push(next);
      length += next.length + 1;
    }
    if (!file.write(`${said.join(" ")},TEAM${at % 7}\n`)) await once(file, "drain");
  }
  file.end();
  await finished(file);
}

async function watching(page: Page, deed: () => Promise<void>): Promise<Measured> {
  await page.evaluate(() => {
    const kept = globalThis as unknown as { tasks: number[]; watch?: PerformanceObserver };
    kept.tasks = [];
    kept.watch?.disconnect();
    kept.watch = new PerformanceObserver((list) =>
      kept.tasks.push(...list.getEntries().map((one) => one.duration)),
    );
    kept.watch.observe({ type: "longtask" });
  });
  const started = performance.now();
  await deed();
  const seconds = (performance.now() - started) / 1000;
  const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
  return {
    seconds,
    longestMs: Math.max(0, ...tasks),
    count: tasks.length,
    totalMs: sum(tasks),
  };
}

/** Brings a large file into New run in Chromium, divides it, starts a run, and says how long the page was held up. */
export async function benchRowsInPage(folder: string): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), "gepa-rows-"));
  const server = await serve({ folder, port: 0 });
  const browser = await launchBrowser();
  const lines: string[][] = [];
  try {
    for (const [rows, bytesPerRow] of [
      [100_000, 80],
      [100_000, 2000],
    ] as const) {
      const path = join(temporary, `rows-${bytesPerRow}.csv`);
      await writeTable(path, rows, bytesPerRow);
      const megabytes = ((await stat(path)).size / 1e6).toFixed(0);
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${server.address}#/new`);
      // Through the one silent reload of a first visit: what is measured must be the page that stays.
      await page.waitForFunction(
        () =>
          performance
            .getEntriesByType("navigation")
            .some((entry) => (entry as PerformanceResourceTiming).workerStart > 0),
        undefined,
        { timeout: 60_000 },
      );
      await page.getByRole("button", { name: "My own rows" }).click();
      const looked = await watching(page, async () => {
        await page.getByLabel("File of rows").setInputFiles(path);
        await page.getByText("to learn from,").first().waitFor({ timeout: 600_000 });
      });
      const stored = await watching(page, async () => {
        await page.getByRole("button", { name: "Start the run" }).click();
        await page.waitForURL(/#\/runs\//, { timeout: 600_000 });
      });
      for (const [deed, measured] of [
        ["look through and divide", looked],
        ["store, divide, ask for the run", stored],
      ] as const)
        lines.push([
          `${rows.toLocaleString("en")} rows, ${megabytes} MB`,
          deed,
          measured.seconds.toFixed(1),
          String(measured.count),
          measured.longestMs.toFixed(0),
          `${(measured.totalMs / 10 / measured.seconds).toFixed(1)} %`,
        ]);
      await page.context().close();
      await rm(path);
    }
  } finally {
    await browser.close();
    await server.close();
    await rm(temporary, { recursive: true });
  }
  printTable(
    "A large file in New run (Chromium): work on the page's thread",
    ["file", "what", "seconds", "tasks over 50 ms", "longest ms", "share of the time"],
    lines,
  );
}
