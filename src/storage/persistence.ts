/** What the browser promises about what is stored here. */
interface StoragePromise {
  /** True when the browser will not clear it by itself; undefined where it does not say. */
  readonly persisted: boolean | undefined;
  /** Bytes used and allowed, as the browser estimates them; undefined where it does not say. */
  readonly usedBytes: number | undefined;
  readonly allowedBytes: number | undefined;
  /** Safari clears what a site stored after seven days of use without a visit, unless it is installed. */
  readonly clearedAfterSevenDays: boolean;
}

/** True in WebKit's own browsers (Safari, and every browser on iOS), the ones with the seven-day rule. */
function hasSevenDayRule(userAgent: string): boolean {
  return (
    /AppleWebKit\//.test(userAgent) &&
    !/Chrom(e|ium)\/|Edg\/|OPR\//.test(userAgent) &&
    /Safari\/|Mobile\//.test(userAgent)
  );
}

/** Where things stand now; asks for nothing. */
export async function readStoragePromise(): Promise<StoragePromise> {
  const storage = typeof navigator === "undefined" ? undefined : navigator.storage;
  const persisted = typeof storage?.persisted === "function" ? await storage.persisted() : undefined;
  const estimate = typeof storage?.estimate === "function" ? await storage.estimate() : undefined;
  return {
    persisted,
    usedBytes: estimate?.usage,
    allowedBytes: estimate?.quota,
    clearedAfterSevenDays: persisted !== true && hasSevenDayRule(globalThis.navigator?.userAgent ?? ""),
  };
}

/** Asks the browser to keep what is stored here; to be called after something the user did. */
export async function askToPersist(): Promise<StoragePromise> {
  // Offered on the page only, so the worker's types do not know it.
  const storage = navigator.storage as StorageManager & { readonly persist?: () => Promise<boolean> };
  await storage?.persist?.();
  return readStoragePromise();
}
