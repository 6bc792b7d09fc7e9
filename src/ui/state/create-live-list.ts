import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import { followQuery } from "../../platform/follow-query.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { useDatabase } from "./database.tsx";

/** A query for a list as a store reconciled by `key`, so that only rows that changed are drawn again. */
export function createLiveList<Source, T extends object>(
  source: Accessor<Source | undefined>,
  query: (db: StudioDatabase, source: Source) => readonly T[] | Promise<readonly T[]>,
  key: string,
): { readonly rows: readonly T[]; readonly ready: Accessor<boolean>; readonly error: Accessor<unknown> } {
  const db = useDatabase();
  const [store, setStore] = createStore<{ rows: readonly T[] }>({ rows: [] });
  const [ready, setReady] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  createEffect(
    on(createMemo(source), (asked) => {
      setReady(false);
      if (asked === undefined) return;
      const emit = (rows: readonly T[]): void => {
        setStore("rows", reconcile(rows, { key }));
        setReady(true);
      };
      onCleanup(followQuery(() => query(db, asked), emit, setError));
    }),
  );
  return {
    get rows() {
      return store.rows;
    },
    ready,
    error,
  };
}
