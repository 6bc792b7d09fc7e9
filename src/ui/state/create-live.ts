import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import { followQuery } from "../../platform/follow-query.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { useDatabase } from "./database.tsx";

interface Live<T> {
  /** What is stored; undefined until the first answer. */
  readonly value: Accessor<T | undefined>;
  /** The query itself failed (a closed database, a damaged row). */
  readonly error: Accessor<unknown>;
}

/** A query as a signal: of what `source` says, whenever that changes; undefined is no query. Only the source is tracked. */
export function createLive<Source, T>(
  source: Accessor<Source | undefined>,
  query: (db: StudioDatabase, source: Source) => T | Promise<T>,
): Live<T> {
  const db = useDatabase();
  const [value, setValue] = createSignal<T | undefined>(undefined, { equals: false });
  const [error, setError] = createSignal<unknown>();
  createEffect(
    on(createMemo(source), (asked) => {
      setValue(undefined);
      setError(undefined);
      if (asked === undefined) return;
      onCleanup(
        followQuery(
          () => query(db, asked),
          (found) => setValue(() => found),
          setError,
        ),
      );
    }),
  );
  return { value, error };
}

/** A query that asks for nothing in particular. */
export function createStored<T>(query: (db: StudioDatabase) => T | Promise<T>): Live<T> {
  return createLive(useDatabase, (db) => query(db));
}

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
