import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { chromium } from "playwright-core";
import { createServer } from "vite";
import solid from "vite-plugin-solid";

import { findBrowser } from "../../tools/browser/find-browser.ts";
import type { PageFigures } from "./in-page.tsx";

/** The run page with 100,000 rollouts stored and 200 a second arriving: frames, clicks, memory. */
const { values } = parseArgs({ options: { seconds: { type: "string", default: "15" } } });
const server = await createServer({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  configFile: false,
  logLevel: "error",
  plugins: [solid()],
  server: { port: 0, host: "127.0.0.1", hmr: false, watch: null },
  optimizeDeps: { entries: ["bench/page/bench-page.html"] },
});
await server.listen();
const address = server.resolvedUrls?.local[0];
if (address === undefined) throw new Error("the bench's server has no address");
const found = await findBrowser();
const browser = await chromium.launch({
  executablePath: found.executablePath,
  args: [...found.args],
  env: found.env,
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${address}bench/page/bench-page.html`);
  await page.waitForFunction(() => "measure" in globalThis, undefined, { timeout: 120_000 });
  const figures = await page.evaluate<PageFigures, number>(
    (seconds) =>
      (globalThis as unknown as { measure: (seconds: number) => Promise<PageFigures> }).measure(seconds),
    Number(values.seconds),
  );
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const heap = metrics.find((metric) => metric.name === "JSHeapUsedSize")?.value ?? Number.NaN;
  const sorted = figures.interactionsMs.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(0);
  console.log("Run page, 100,000 rollouts stored, 200 arriving a second, an event every second");
  console.log(`  opened in                  ${figures.openMs.toFixed(0)} ms`);
  console.log(
    `  frames per second          ${figures.framesPerSecond.toFixed(1)} (target 55), slowest frame ${figures.slowestFrameMs.toFixed(0)} ms`,
  );
  console.log(
    `  click or slide to paint    ${at(0.5)} ms in the middle, ${at(0.95)} ms at the 95th of 100 (target 100), of ${sorted.length}`,
  );
  console.log(`  memory of the page         ${(heap / 1e6).toFixed(0)} MB of JavaScript heap (target 300)`);
  console.log(`  elements on the page       ${figures.nodes}`);
  const { rowsRead, domChanges, canvasDraws, longTaskShare } = figures.work;
  console.log(
    `  a second, untouched        ${rowsRead.toFixed(0)} rows read, ${domChanges.toFixed(0)} changes of the document, ${canvasDraws.toFixed(1)} canvases drawn, ${(longTaskShare * 100).toFixed(0)} % of the time in tasks over 50 ms`,
  );
} finally {
  await browser.close();
  await server.close();
}
