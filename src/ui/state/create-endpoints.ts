import type { Accessor } from "solid-js";

import type { RemoteChoice } from "../../models/model-choice.ts";
import { originOf, readNetworkPolicy, writeNetworkPolicy } from "../../platform/network-policy.ts";
import type { NetworkPolicy } from "../../protocol/service-worker.ts";
import { type Endpoint, endpointKey, parseEndpoints } from "../../setup/kept-endpoints.ts";
import { refusalOf } from "../../shared/may-reach.ts";
import { createPolicy } from "./create-policy.ts";
import { createSetting } from "./create-setting.ts";
import { useWorkers } from "./workers.tsx";

export interface Endpoints {
  readonly list: Accessor<readonly Endpoint[]>;
  /** Keeps an endpoint, in place of another where one is given. */
  readonly save: (endpoint: Endpoint, instead?: RemoteChoice) => Promise<void>;
  readonly remove: (endpoint: Endpoint) => Promise<void>;
  /** Whether requests to this address may leave the machine. */
  readonly isAllowed: (address: string) => boolean;
  /** The user's word that this host may be reached. Restarts the workers where that changes anything. */
  readonly allow: (...addresses: readonly string[]) => Promise<void>;
  readonly policy: Accessor<NetworkPolicy | undefined>;
  readonly setPolicy: (policy: NetworkPolicy) => Promise<void>;
}

/** Endpoints kept in this browser, and the hosts that are allowed. */
export function createEndpoints(): Endpoints {
  const workers = useWorkers();
  const [stored, store] = createSetting("endpoints", parseEndpoints);
  const [policy, setPolicySignal] = createPolicy();
  const list = (): readonly Endpoint[] => stored() ?? [];
  const setPolicy = async (next: NetworkPolicy): Promise<void> => {
    await writeNetworkPolicy(next);
    setPolicySignal(next);
    // Workers carry the hosts in headers of their own: only fresh ones know the new policy.
    workers.restart();
  };
  const isAllowed = (address: string): boolean => {
    const origin = originOf(address);
    const now = policy();
    return (
      origin !== undefined &&
      now !== undefined &&
      (origin === location.origin || refusalOf(now, origin) === undefined)
    );
  };
  return {
    list,
    policy,
    setPolicy,
    isAllowed,
    save: (endpoint, instead = endpoint.choice) => {
      const gone = new Set([endpointKey(endpoint.choice), endpointKey(instead)]);
      return store([...list().filter((other) => !gone.has(endpointKey(other.choice))), endpoint]);
    },
    remove: (endpoint) =>
      store(list().filter((other) => endpointKey(other.choice) !== endpointKey(endpoint.choice))),
    allow: async (...addresses) => {
      const now = policy() ?? (await readNetworkPolicy());
      const fresh = addresses
        .map(originOf)
        .filter(
          (origin) => origin !== undefined && origin !== location.origin && !now.hosts.includes(origin),
        );
      if (fresh.length > 0) await setPolicy({ ...now, hosts: [...now.hosts, ...(fresh as string[])] });
    },
  };
}
