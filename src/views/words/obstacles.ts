function insecureOrigin(origin: string): string {
  return (
    `This page came from ${origin}, which the browser does not trust with storage locks, encryption or a ` +
    "service worker, because it is neither https nor this machine. Nothing was started and nothing is lost. Open the " +
    "studio over https, or run `npm start` on this machine and open the localhost address it prints."
  );
}

/** Why the studio cannot work in such a browser at all, each with the way out; `origin` is where it came from. */
export function obstaclesOf(report: Omit<EnvironmentReport, "obstacles">, origin: string): readonly string[] {
  if (!report.secureContext) return [insecureOrigin(origin)];
  const obstacles: string[] = [];
  if (!report.indexedDB) {
    obstacles.push(
      "This browser gives the page no storage (IndexedDB), so a run could not be kept. A window that is not private usually has it.",
    );
  }
  if (!report.webLocks) {
    obstacles.push(
      "This browser has no Web Locks, so two tabs could write the same run. A current Chrome, Edge, Firefox or Safari has them.",
    );
  }
  return obstacles;
}

/** What this browser lets the studio do here, and what to say where something is missing. */
export interface EnvironmentReport {
  /** Missing on http addresses other than localhost: then there is no service worker, no locks, no WebGPU, no crypto. */
  readonly secureContext: boolean;
  readonly indexedDB: boolean;
  readonly webLocks: boolean;
  readonly serviceWorker: boolean;
  readonly wasm: boolean;
  /** A hint only: an adapter still has to be asked for. */
  readonly webgpu: boolean;
  /** Threads for wasm; everything works without. */
  readonly crossOriginIsolated: boolean;
  /** Why the studio cannot work here at all, each with the way out; empty where it can. */
  readonly obstacles: readonly string[];
}
