import { type Accessor, createSignal, onCleanup, onMount, type Setter } from "solid-js";

import { onNetworkPolicy, readNetworkPolicy } from "../../platform/network-policy.ts";
import type { NetworkPolicy } from "../../protocol/service-worker.ts";

/** The network policy in force, kept in step with every tab. */
export function createPolicy(): readonly [
  Accessor<NetworkPolicy | undefined>,
  Setter<NetworkPolicy | undefined>,
] {
  const [policy, setPolicy] = createSignal<NetworkPolicy>();
  onMount(() => {
    void readNetworkPolicy().then(setPolicy);
    onCleanup(onNetworkPolicy(setPolicy));
  });
  return [policy, setPolicy];
}
