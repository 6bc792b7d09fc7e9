import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import { followQuery } from "../../platform/follow-query.ts";

interface Live<T> {
  /** What is stored; undefined until the first answer. */
  readonly value: Accessor<T | undefined>;
  /** The query itself failed (a closed database, a damaged row). */
  readonly error: Accessor<unknown>;
}

/**
 * A query as a signal. `source` is tracked: it returns the query to run now, or undefined for none;
 * read ids there, outside of the query.
 */
export function createLive<T>(source: () => (() => T | Promise<T>) | undefined): Live<T> {
  const [value, setValue] = createSignal<T | undefined>(undefined, { equals: false });
  const [error, setError] = createSignal<unknown>();
  createEffect(
    on(source, (query) => {
      setValue(undefined);
      setError(undefined);
      if (!query) return;
      onCleanup(followQuery(query, (found) => setValue(() => found), setError));
    }),
  );
  return { value, error };
}

/** A query for a list as a store reconciled by `key`, so that only rows that changed are drawn again. */
export function createLiveList<T extends object>(
  source: () => (() => readonly T[] | Promise<readonly T[]>) | undefined,
  key: string,
): { readonly rows: readonly T[]; readonly ready: Accessor<boolean>; readonly error: Accessor<unknown> } {
  const [store, setStore] = createStore<{ rows: readonly T[] }>({ rows: [] });
  const [ready, setReady] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  createEffect(
    on(source, (query) => {
      setReady(false);
      if (!query) return;
      const emit = (rows: readonly T[]): void => {
        setStore("rows", reconcile(rows, { key }));
        setReady(true);
      };
      onCleanup(followQuery(query, emit, setError));
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
