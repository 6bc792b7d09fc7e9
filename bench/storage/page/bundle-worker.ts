import { wrap } from "comlink";

import type { BundleWorkerApi } from "../../../src/protocol/bundle-worker.ts";

/** The app's own worker for files, on a database of this name. */
export function startBundleWorker(name: string) {
  const worker = new Worker(new URL("../../../workers/bundle.worker.ts", import.meta.url), {
    type: "module",
    name,
  });
  return { api: wrap<BundleWorkerApi>(worker), end: () => worker.terminate() };
}
