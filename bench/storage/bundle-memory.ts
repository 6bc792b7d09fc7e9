import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { launchPersistent } from "../../tools/browser/launch-browser.ts";
import type { StorageBenchPage } from "./page/storage-page.ts";
import { type MemoryPeaks, watchMemory } from "./process-memory.ts";
import { watchWorkerHeap } from "./worker-heap.ts";

declare const storageBench: StorageBenchPage;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

function memoryWords(before: MemoryPeaks, peaks: MemoryPeaks, heap: number): string {
  return `peak of the renderer ${megabytes(peaks.renderer)} (${megabytes(before.renderer)} before), of all the browser's processes ${megabytes(peaks.all)} (${megabytes(before.all)} before); the worker's JavaScript heap and buffers at most ${megabytes(heap)}`;
}

/**
 * Makes a bundle of about so many megabytes with the app's own worker and takes it in again, and says how much memory
 * that took. A profile on disk: a private window would keep its storage in memory. Linux only.
 */
export async function measureBundleMemory(address: string, size: number, say: (line: string) => void) {
  const profile = mkdtempSync(join(tmpdir(), "gepa-studio-bench-"));
  const context = await launchPersistent(profile);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(0);
    await page.goto(address);
    await page.waitForFunction(() => "storageBench" in globalThis);
    await page.evaluate((wanted) => storageBench.fillHeavy(wanted), size);
    for (const [name, deed] of [
      ["made", () => page.evaluate(() => storageBench.exportHeavy())],
      ["taken in", () => page.evaluate(() => storageBench.importHeavy())],
    ] as const) {
      const before = watchMemory(profile).stop();
      const [memory, heap] = [watchMemory(profile), await watchWorkerHeap(page)];
      const done = await deed();
      const peaks = memory.stop();
      const bytes = "bytes" in done && typeof done.bytes === "number" ? ` of ${megabytes(done.bytes)}` : "";
      say(
        `bundle${bytes} ${name} in ${done.seconds.toFixed(0)} s: ${memoryWords(before, peaks, await heap.stop())}`,
      );
    }
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
