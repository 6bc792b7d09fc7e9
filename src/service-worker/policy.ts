import type { NetworkPolicy } from "../protocol/service-worker.ts";
import { readPolicy, writePolicy } from "../storage/network-store.ts";
import { announce, basePath } from "./scope.ts";

let known: Promise<NetworkPolicy> | undefined;

/** What may leave: read once per life of the service worker, then kept in step by `setPolicy`. */
export function currentPolicy(): Promise<NetworkPolicy> {
  known ??= readPolicy(basePath).catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

/** Stored before it is announced, so that a restart of the browser cannot open what was closed. */
export async function setPolicy(policy: NetworkPolicy): Promise<void> {
  // In force at once: a request that races with the write is judged by the new policy.
  known = Promise.resolve(policy);
  await writePolicy(basePath, policy);
  await announce({ kind: "policy-changed", policy });
}
