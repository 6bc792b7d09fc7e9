import { type Accessor, createComputed } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import type { StudioDatabase } from "../../storage/schema.ts";
import { createLive } from "./create-live.ts";

/** A query for a list as a store reconciled by `key`, so that only rows that changed are drawn again. */
export function createLiveList<Source, T extends object>(
  source: Accessor<Source | undefined>,
  query: (db: StudioDatabase, source: Source) => readonly T[] | Promise<readonly T[]>,
  key: string,
): { readonly rows: readonly T[]; readonly ready: Accessor<boolean>; readonly error: Accessor<unknown> } {
  const found = createLive(source, query);
  const [store, setStore] = createStore<{ rows: readonly T[] }>({ rows: [] });
  createComputed(() => {
    const rows = found.value();
    if (rows !== undefined) setStore("rows", reconcile(rows, { key }));
  });
  return {
    get rows() {
      return store.rows;
    },
    ready: () => found.value() !== undefined,
    error: found.error,
  };
}
