import type { EnvironmentReport } from "../views/words/obstacles.ts";
import { obstaclesOf } from "../views/words/obstacles.ts";

/** Looks, starts nothing. Call it before anything else: on an insecure origin nothing else would work. */
export function environmentReport(): EnvironmentReport {
  const found = {
    secureContext: globalThis.isSecureContext,
    indexedDB: typeof indexedDB !== "undefined",
    webLocks: "locks" in navigator,
    serviceWorker: "serviceWorker" in navigator,
    wasm: typeof WebAssembly === "object",
    webgpu: "gpu" in navigator,
    crossOriginIsolated: globalThis.crossOriginIsolated,
  };
  return { ...found, obstacles: obstaclesOf(found, location.origin) };
}
