import type { ForeignRequest, ServiceWorkerNews } from "../protocol/service-worker.ts";
import {
  appendForeignRequest,
  readForeignRequests as readStored,
  readHostTotals as readTotals,
  type HostTotals,
} from "../storage/network-store.ts";
import { basePath } from "./base-path.ts";

export type { HostTotals } from "../storage/network-store.ts";

/** Requests to other origins, newest first; the latest two thousand. */
export function readForeignRequests(): Promise<readonly ForeignRequest[]> {
  return readStored(basePath());
}

/** Sums over all time, by origin. "0 requests left this machine" is the sum of `requests` being 0. */
export function readHostTotals(): Promise<readonly HostTotals[]> {
  return readTotals(basePath());
}

/** Called for each foreign request of any tab as it ends. Returns the function that stops listening. */
export function onForeignRequest(seen: (request: ForeignRequest) => void): () => void {
  const listen = (event: MessageEvent<ServiceWorkerNews>): void => {
    if (event.data.kind === "foreign-request") seen(event.data.request);
  };
  navigator.serviceWorker?.addEventListener("message", listen);
  return () => navigator.serviceWorker?.removeEventListener("message", listen);
}

/** What the page's own policy stops never reaches the service worker: written down here instead. */
export function recordPolicyViolations(): void {
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.disposition !== "enforce" || !URL.canParse(event.blockedURI)) return;
    const { origin } = new URL(event.blockedURI);
    if (origin === "null" || origin === location.origin) return;
    const line = { at: Date.now(), origin, method: event.effectiveDirective, bytesOut: 0, bytesIn: 0 };
    void appendForeignRequest(basePath(), {
      ...line,
      status: "refused",
      refusedBecause: "page-policy",
    }).catch(() => undefined);
  });
}
