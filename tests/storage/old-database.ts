interface StoreOnDisk {
  readonly keyPath: string | string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: Readonly<
    Record<
      string,
      { readonly keyPath: string | string[]; readonly unique: boolean; readonly multiEntry: boolean }
    >
  >;
  readonly rows: readonly Record<string, unknown>[];
}

/** A database as a released version left it, written down store by store. */
export interface OldDatabase {
  readonly nativeVersion: number;
  readonly stores: Readonly<Record<string, StoreOnDisk>>;
}

/** Puts an old database on disk with the browser's own API, knowing nothing of today's schema. */
export async function putOnDisk(name: string, { nativeVersion, stores }: OldDatabase): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name, nativeVersion);
    request.onupgradeneeded = () => {
      for (const [storeName, { keyPath, autoIncrement, indexes, rows }] of Object.entries(stores)) {
        const store = request.result.createObjectStore(storeName, { keyPath, autoIncrement });
        for (const [index, { keyPath: path, ...options }] of Object.entries(indexes))
          store.createIndex(index, path, options);
        for (const row of rows) store.add(row);
      }
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error ?? new Error("could not write the old database"));
  });
}
