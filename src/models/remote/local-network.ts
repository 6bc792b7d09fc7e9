import { isLocalAddress, isLoopback } from "../../shared/local-address.ts";
import { questionFor } from "../../shared/local-network-question.ts";

/** What the user has told the browser about this page and the local network, where the browser asks at all. */
export type LocalNetworkState = PermissionState | "unknown";

/** The permission's names, the newest first; which one counts depends on where the host is. */
export async function localNetworkState(host: string): Promise<LocalNetworkState> {
  for (const name of [isLoopback(host) ? "loopback-network" : "local-network", "local-network-access"]) {
    try {
      return (await navigator.permissions.query({ name: name as PermissionName })).state;
    } catch {
      // A browser that does not know this name has no such permission, or another name for it.
    }
  }
  return "unknown";
}

/** As long as somebody may take to read the browser's question. */
const patienceMs = 120_000;

/**
 * Has the browser ask its user whether this page may reach a server on their own machine or network, where it would
 * otherwise refuse without a word. Comes back once that is settled, one way or the other.
 */
export async function settleLocalNetwork(baseUrl: string): Promise<void> {
  if (typeof location === "undefined" || !URL.canParse(baseUrl)) return;
  const { hostname, origin } = new URL(baseUrl);
  if (!isLocalAddress(hostname) || isLocalAddress(location.hostname)) return;
  // The service worker lets the question pass once it knows that the host is allowed; the first may wake it up.
  for (let tries = 0; tries < 2; tries++) {
    if ((await localNetworkState(hostname)) !== "prompt") return;
    await fetch(questionFor(origin), {
      redirect: "error",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      signal: AbortSignal.timeout(patienceMs),
    }).catch(() => undefined);
  }
}
