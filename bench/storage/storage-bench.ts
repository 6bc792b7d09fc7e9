import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import type { Page } from "playwright-core";

import { serveBuiltPage } from "../../tests/support/serve-built-page.ts";
import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { measureBundleMemory } from "./bundle-memory.ts";
import type { StorageBenchPage } from "./page/storage-page.ts";

declare const storageBench: StorageBenchPage;

/** Bundles of very many rows: looked at, taken in, stopped in the middle. */
async function measureLargeFiles(page: Page, rows: number, say: (line: string) => void): Promise<void> {
  for (const [inRows, marks] of [
    [rows, 0],
    [1000, rows / 10],
  ] as const) {
    const { megabytes, previewSeconds, takeSeconds, told, silentSeconds } = await page.evaluate(
      ([some, few]) => storageBench.takeLargeFile(some, few),
      [inRows, marks] as const,
    );
    say(
      `bundle of ${inRows} rows and ${marks} marks, ${megabytes.toFixed(1)} MB packed: looked at in ${previewSeconds.toFixed(1)} s, taken in in ${takeSeconds.toFixed(1)} s; ${told} words of how far it is, at most ${silentSeconds.toFixed(1)} s without one`,
    );
  }
  const stopped = await page.evaluate((some) => storageBench.stopLargeFile(some), rows);
  say(
    `the same of ${rows} rows, stopped: ${stopped.rowsStored} rows had been stored, cleared in ${stopped.clearSeconds.toFixed(1)} s, ${stopped.rowsLeft} left`,
  );
}

/**
 * Measures storage in a real browser: appending while a page watches, opening a large run, bundles, the memory a large
 * bundle takes, and bundles of very many rows. `npm run bench -- storage --rollouts 20000 --bundle-megabytes 1000
 * --bundle-rows 1000000`; 0 leaves that part out.
 */
export async function run(
  rollouts = 100_000,
  bundleMegabytes = 100,
  bundleRows = 100_000,
): Promise<string[]> {
  const browser = await launchBrowser();
  const isLinux = process.platform === "linux";
  const served = await serveBuiltPage("bench/storage/page/index.html");
  const lines: string[] = [];
  const say = (line: string) => {
    lines.push(line);
    console.log(line);
  };
  try {
    if (isLinux && bundleMegabytes > 0) await measureBundleMemory(served.address, bundleMegabytes, say);
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(served.address);
    await page.waitForFunction(() => "storageBench" in globalThis);
    if (bundleRows > 0) await measureLargeFiles(page, bundleRows, say);
    if (rollouts === 0) return lines;
    for (const group of [1, 8, 32]) {
      const { perSecond, emissions } = await page.evaluate((size) => storageBench.append(size, 2000), group);
      say(
        `append, ${group} a transaction, page watching: ${Math.round(perSecond)} rollouts/s (${emissions} emissions for 2000)`,
      );
    }
    const { seconds } = await page.evaluate((count) => storageBench.fill(count), rollouts);
    say(`fill to ${rollouts} rollouts: ${seconds.toFixed(1)} s`);
    const opened = await page.evaluate(() => storageBench.open());
    say(
      `open a run of ${opened.rollouts} rollouts, its whole journal read: ${opened.ms.toFixed(0)} ms, ${opened.rowsRead} rows read (targets 300 ms, 500 rows)`,
    );
    const bundle = await page.evaluate(() => storageBench.bundle());
    const rate = (secondsTaken: number) => (bundle.plainMegabytes / secondsTaken).toFixed(1);
    say(
      `bundle: ${bundle.plainMegabytes.toFixed(0)} MB as JSON, ${bundle.packedMegabytes.toFixed(1)} MB packed; written at ${rate(bundle.writeSeconds)} MB/s, taken at ${rate(bundle.takeSeconds)} MB/s (checked twice, stored once)`,
    );
  } finally {
    await browser.close();
    await served.close();
  }
  return lines;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({
    options: {
      rollouts: { type: "string", default: "100000" },
      "bundle-megabytes": { type: "string", default: "100" },
      "bundle-rows": { type: "string", default: "100000" },
    },
  });
  await run(Number(values.rollouts), Number(values["bundle-megabytes"]), Number(values["bundle-rows"]));
}
