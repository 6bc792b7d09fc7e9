/**
 * The network policy and the list of foreign requests, in a small database of their own: the service worker
 * needs them before any page is open, and must not take part in the upgrades of the main database.
 */
import type { ForeignRequest, NetworkPolicy } from "../protocol/service-worker.ts";

const closedPolicy: NetworkPolicy = { locked: false, hosts: [] };

/** Names of calls kept: far more than are ever under way at once. */
const keptCalls = 300;

/** Requests kept one by one; older ones only count in the totals. */
const keptRequests = 2000;

/** Everything that ever left through the service worker, by origin. */
export interface HostTotals {
  readonly origin: string;
  readonly requests: number;
  readonly refused: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
}

function networkStoreName(basePath: string): string {
  return `gepa-studio:${basePath}:network`;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the network store did not answer"));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the network store refused the write"));
  });
}

async function open(basePath: string): Promise<IDBDatabase> {
  const request = indexedDB.open(networkStoreName(basePath), 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("policy");
    request.result.createObjectStore("requests", { autoIncrement: true });
    request.result.createObjectStore("totals", { keyPath: "origin" });
  };
  const database = await settled(request);
  database.onversionchange = () => database.close();
  return database;
}

async function withStore<T>(basePath: string, act: (database: IDBDatabase) => Promise<T>): Promise<T> {
  const database = await open(basePath);
  try {
    return await act(database);
  } finally {
    database.close();
  }
}

export function readPolicy(basePath: string): Promise<NetworkPolicy> {
  return withStore(basePath, async (database) => {
    const stored: unknown = await settled(database.transaction("policy").objectStore("policy").get("policy"));
    return (stored as NetworkPolicy | undefined) ?? closedPolicy;
  });
}

export function writePolicy(basePath: string, policy: NetworkPolicy): Promise<void> {
  return withStore(basePath, async (database) => {
    const transaction = database.transaction("policy", "readwrite", { durability: "strict" });
    transaction
      .objectStore("policy")
      .put({ locked: policy.locked, onlyHere: policy.onlyHere === true, hosts: [...policy.hosts] }, "policy");
    await committed(transaction);
  });
}

/**
 * Notes that the call of this name leaves; false where it has left before. Kept on disk, because the service worker that
 * sent it may be gone.
 */
export function noteCallLeaves(basePath: string, name: string): Promise<boolean> {
  return withStore(basePath, async (database) => {
    // Beside the policy and not in a store of its own: a database of an older build opens as it is.
    const transaction = database.transaction("policy", "readwrite");
    const store = transaction.objectStore("policy");
    const calls = ((await settled<unknown>(store.get("calls"))) as readonly string[] | undefined) ?? [];
    if (calls.includes(name)) return false;
    store.put([...calls, name].slice(-keptCalls), "calls");
    await committed(transaction);
    return true;
  });
}

function added(before: HostTotals | undefined, request: ForeignRequest): HostTotals {
  const refused = request.status === "refused";
  return {
    origin: request.origin,
    requests: (before?.requests ?? 0) + (refused ? 0 : 1),
    refused: (before?.refused ?? 0) + (refused ? 1 : 0),
    bytesOut: (before?.bytesOut ?? 0) + (refused ? 0 : request.bytesOut),
    bytesIn: (before?.bytesIn ?? 0) + request.bytesIn,
  };
}

export function appendForeignRequest(basePath: string, request: ForeignRequest): Promise<void> {
  return withStore(basePath, async (database) => {
    const transaction = database.transaction(["requests", "totals"], "readwrite");
    const key = (await settled(transaction.objectStore("requests").add(request))) as number;
    transaction.objectStore("requests").delete(IDBKeyRange.upperBound(key - keptRequests));
    const totals = transaction.objectStore("totals");
    totals.put(added((await settled(totals.get(request.origin))) as HostTotals | undefined, request));
    await committed(transaction);
  });
}

/** The newest requests first. */
export function readForeignRequests(basePath: string): Promise<readonly ForeignRequest[]> {
  return withStore(basePath, async (database) => {
    const rows = await settled(database.transaction("requests").objectStore("requests").getAll());
    return (rows as ForeignRequest[]).toReversed();
  });
}

export function readHostTotals(basePath: string): Promise<readonly HostTotals[]> {
  return withStore(
    basePath,
    async (database) =>
      (await settled(database.transaction("totals").objectStore("totals").getAll())) as HostTotals[],
  );
}

/** Part of "erase everything". */
export async function eraseNetworkStore(basePath: string): Promise<void> {
  await settled(indexedDB.deleteDatabase(networkStoreName(basePath)));
}
