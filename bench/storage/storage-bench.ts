import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { serveBuiltPage } from "../../tests/support/serve-built-page.ts";
import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { measureBundleMemory } from "./bundle-memory.ts";
import type { StorageBenchPage } from "./page/storage-page.ts";

declare const storageBench: StorageBenchPage;

/**
 * Measures storage in a real browser: appending while a page watches, opening a large run, bundles, and the memory a
 * large bundle takes. `npm run bench -- storage --rollouts 20000 --bundle-megabytes 1000`; 0 leaves that part out.
 */
export async function run(rollouts = 100_000, bundleMegabytes = 100): Promise<string[]> {
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
    if (rollouts === 0) return lines;
    const page = await browser.newPage();
    await page.goto(served.address);
    await page.waitForFunction(() => "storageBench" in globalThis);
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
    },
  });
  await run(Number(values.rollouts), Number(values["bundle-megabytes"]));
}
