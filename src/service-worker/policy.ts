import type { NetworkPolicy } from "../protocol/service-worker.ts";
import { refusalOf } from "../shared/may-reach.ts";
import { readPolicy, writePolicy } from "../storage/network-store.ts";
import { announce, basePath } from "./scope.ts";

let known: Promise<NetworkPolicy> | undefined;
let latest: NetworkPolicy | undefined;

/** Whether requests to this origin may leave, by what is known at this moment; not known is no. */
export function isEnabledNow(origin: string): boolean {
  return latest !== undefined && refusalOf(latest, origin) === undefined;
}

/** What may leave: read once per life of the service worker, then kept in step by `setPolicy`. */
export function currentPolicy(): Promise<NetworkPolicy> {
  known ??= readPolicy(basePath).then(
    (policy) => (latest ??= policy),
    (error: unknown) => {
      known = undefined;
      throw error;
    },
  );
  return known;
}

/** Stored before it is announced, so that a restart of the browser cannot open what was closed. */
export async function setPolicy(policy: NetworkPolicy): Promise<void> {
  // In force at once: a request that races with the write is judged by the new policy.
  known = Promise.resolve(policy);
  latest = policy;
  await writePolicy(basePath, policy);
  await announce({ kind: "policy-changed", policy });
}
