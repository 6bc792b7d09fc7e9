import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

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
