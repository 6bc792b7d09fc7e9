import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

import type { StudioDatabase } from "../../storage/schema.ts";
import { useDatabase } from "./database.tsx";

interface Loaded<T> {
  /** The newest answer; stays while the next is awaited. Undefined before the first. */
  readonly value: Accessor<T | undefined>;
  readonly isLoading: Accessor<boolean>;
  readonly error: Accessor<unknown>;
  /** Puts an answer in place of the loaded one. */
  readonly set: (value: T) => void;
}

/**
 * Something read once for each value of `source` (undefined: not yet). Unlike a resource it never suspends the page
 * around it: what is already shown stays while this loads.
 */
export function createLoaded<Source, T>(
  source: Accessor<Source | undefined>,
  load: (source: Source) => Promise<T>,
): Loaded<T> {
  const [value, setValue] = createSignal<T>();
  const [isLoading, setIsLoading] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  createEffect(
    on(createMemo(source), (wanted) => {
      if (wanted === undefined) return;
      let isStale = false;
      onCleanup(() => {
        isStale = true;
      });
      setIsLoading(true);
      setError(undefined);
      load(wanted)
        .then((found) => {
          if (!isStale) setValue(() => found);
        })
        .catch((thrown: unknown) => {
          if (!isStale) setError(() => thrown);
        })
        .finally(() => {
          if (!isStale) setIsLoading(false);
        });
    }),
  );
  return { value, isLoading, error, set: (next) => setValue(() => next) };
}

/** The same of something stored. */
export function createRead<Source, T>(
  source: Accessor<Source | undefined>,
  read: (db: StudioDatabase, source: Source) => Promise<T>,
): Loaded<T> {
  const db = useDatabase();
  return createLoaded(source, (wanted) => read(db, wanted));
}
