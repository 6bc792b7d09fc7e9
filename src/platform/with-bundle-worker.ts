import { proxy, type Remote, wrap } from "comlink";

import type { BundleProgress, BundleWorkerApi } from "../protocol/bundle-worker.ts";

/** A person stopped it: the worker was ended in the middle of its work. */
export class StoppedByHand extends Error {}

/** Opens the bundle worker for one deed and ends it afterwards, or as soon as it is stopped. */
export async function withBundleWorker<T>(
  deed: (api: Remote<BundleWorkerApi>) => Promise<T>,
  stop?: AbortSignal,
): Promise<T> {
  const worker = new Worker(new URL("../../workers/bundle.worker.ts", import.meta.url), {
    type: "module",
  });
  try {
    const died = new Promise<never>((_, reject) => {
      worker.addEventListener("error", (event) =>
        reject(new Error(event.message || "the part that writes and reads files did not start")),
      );
      stop?.addEventListener("abort", () => reject(new StoppedByHand("stopped")));
    });
    return await Promise.race([deed(wrap<BundleWorkerApi>(worker)), died]);
  } finally {
    worker.terminate();
  }
}

/** Progress as a callback a worker may call. */
export function tellProgress(
  tell: (progress: BundleProgress) => void,
): (progress: BundleProgress) => Promise<void> {
  return proxy(async (progress: BundleProgress) => tell(progress));
}

/** Hands a file to the browser to save. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
