import type { BuiltFile, OfflineState } from "../protocol/service-worker.ts";
import { basePath, scope } from "./scope.ts";

/** The build puts the list of its files here. */
declare const __BUILT_FILES__: readonly BuiltFile[];
const builtFiles = __BUILT_FILES__;

/** Larger files (wasm, weights, engines) do not hold up the first visit: they are stored when first used or when the page is idle. */
const smallBytes = 512 * 1024;

/** Larger still is only wllama's build for browsers without 64-bit wasm: stored where it is used, never ahead. */
const aheadBytes = 12 * 1024 * 1024;

const cacheName = `gepa-studio:${basePath}:files`;
/** Where the cache remembers the keys of the version in use, so that an open older page keeps its files. */
const listKey = `${scope.registration.scope}?list-of-files`;

/** Address in the cache: names without a hash carry their revision. */
function keyOf(file: BuiltFile): string {
  const url = new URL(file.url, scope.registration.scope);
  if (file.revision !== null) url.searchParams.set("revision", file.revision);
  return url.href;
}

const byAddress = new Map(builtFiles.map((file) => [new URL(file.url, scope.registration.scope).href, file]));

/** Fetches under way, so that the page's own request and the idle filling never load a file twice. */
const underWay = new Map<string, Promise<void>>();

async function fetchAndStore(cache: Cache, file: BuiltFile): Promise<void> {
  // The HTTP cache may hold the file of the version before under the same name.
  const request = new Request(new URL(file.url, scope.registration.scope), {
    cache: file.revision === null ? "default" : "no-cache",
  });
  const response = await fetch(request);
  if (!response.ok) throw new Error(`${file.url} could not be loaded (status ${response.status})`);
  await cache.put(keyOf(file), response);
}

async function store(file: BuiltFile): Promise<void> {
  const key = keyOf(file);
  const cache = await caches.open(cacheName);
  if ((await cache.match(key)) !== undefined) return;
  const going = underWay.get(key) ?? fetchAndStore(cache, file).finally(() => underWay.delete(key));
  underWay.set(key, going);
  await going;
}

/** Recorded runs are opened by few visitors and hold up nobody's first visit. */
const isRecorded = (file: BuiltFile): boolean => file.url.startsWith("recorded/");

/** On install: what the page needs to open at all. */
export async function storeSmallFiles(): Promise<void> {
  await Promise.all(builtFiles.filter((file) => file.bytes <= smallBytes && !isRecorded(file)).map(store));
}

/** Everything else, so that the studio works without a network. */
export async function storeEverything(): Promise<void> {
  for (const file of builtFiles) {
    if (file.bytes <= aheadBytes) await store(file);
  }
}

/** On activation: drops files that neither this version nor the one before needs. */
export async function dropOldFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  const before = (await (await cache.match(listKey))?.json()) as readonly string[] | undefined;
  const current = builtFiles.map(keyOf);
  const keep = new Set([listKey, ...current, ...(before ?? [])]);
  for (const request of await cache.keys()) {
    if (!keep.has(request.url)) await cache.delete(request);
  }
  await cache.put(listKey, Response.json(current));
}

/** The built file an address means; the folder itself is the page. */
export function builtFileAt(url: URL): BuiltFile | undefined {
  const plain = new URL(url.pathname, url.origin).href;
  return byAddress.get(plain === scope.registration.scope ? `${plain}index.html` : plain);
}

/** The stored copy of a built file, loading and storing it first where it is not there yet. */
export async function storedResponse(file: BuiltFile): Promise<Response | undefined> {
  try {
    await store(file);
  } catch {
    // No room or no network: the caller goes to the network itself and reports what that says.
    return undefined;
  }
  return (await caches.open(cacheName)).match(keyOf(file));
}

/** A file of the version before, still asked for by a page that was opened with it. */
export async function olderResponse(url: URL): Promise<Response | undefined> {
  return (await caches.open(cacheName)).match(new URL(url.pathname, url.origin).href);
}

export async function offlineState(): Promise<OfflineState> {
  const stored = new Set((await (await caches.open(cacheName)).keys()).map((request) => request.url));
  const sum = (files: readonly BuiltFile[]) => files.reduce((total, file) => total + file.bytes, 0);
  const isStored = (file: BuiltFile): boolean => stored.has(keyOf(file));
  return {
    storedBytes: sum(builtFiles.filter(isStored)),
    totalBytes: sum(builtFiles.filter((file) => file.bytes <= aheadBytes || isStored(file))),
  };
}
