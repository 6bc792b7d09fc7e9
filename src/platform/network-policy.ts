import type { NetworkPolicy, ServiceWorkerNews } from "../protocol/service-worker.ts";
import { readPolicy, writePolicy } from "../storage/network-store.ts";
import { askServiceWorker } from "./ask-service-worker.ts";
import { basePath } from "./base-path.ts";

/** The policy in force; readable also where the page is not controlled. */
export function readNetworkPolicy(): Promise<NetworkPolicy> {
  return readPolicy(basePath());
}

/** The exact origin of an address, or undefined where it is none a model could be reached at. */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === "https:" || url.protocol === "http:" ? url.origin : undefined;
}

/**
 * Puts a policy in force and keeps it. student.worker carries the hosts in its own headers: restart it afterwards
 * (when no run is using it), or new hosts stay out of its reach and removed ones within it until it ends.
 */
export async function writeNetworkPolicy(policy: NetworkPolicy): Promise<void> {
  const controller = navigator.serviceWorker?.controller ?? null;
  if (controller === null) {
    await writePolicy(basePath(), policy);
    return;
  }
  const reply = await askServiceWorker(controller, { kind: "set-policy", policy });
  if (reply.kind === "failed") throw new Error(`the network policy was not stored: ${reply.message}`);
}

/** Called when any tab changed the policy. Returns the function that stops listening. */
export function onNetworkPolicy(changed: (policy: NetworkPolicy) => void): () => void {
  const listen = (event: MessageEvent<ServiceWorkerNews>): void => {
    if (event.data.kind === "policy-changed") changed(event.data.policy);
  };
  navigator.serviceWorker?.addEventListener("message", listen);
  return () => navigator.serviceWorker?.removeEventListener("message", listen);
}
