import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

import { type DataRows, scanRows, searchRows } from "../../../setup/data/open-data.ts";
import type { ScannedRow } from "../../../views/data/row-index.ts";

interface Scan {
  readonly scanned: Accessor<readonly ScannedRow[]>;
  /** Rows looked at so far, while all of them are. */
  readonly scanning: Accessor<number | undefined>;
  readonly error: Accessor<unknown>;
}

/** A line in memory for each row. `version` counts changes: rows that came since are read too, no others again. */
export function createScan(
  rows: Accessor<DataRows | undefined>,
  column: Accessor<string | undefined>,
  version: Accessor<unknown>,
): Scan {
  const [scanned, setScanned] = createSignal<readonly ScannedRow[]>([]);
  const [scanning, setScanning] = createSignal<number>();
  const [error, setError] = createSignal<unknown>();
  let turn = 0;
  const scan = async (from: DataRows): Promise<void> => {
    const mine = ++turn;
    const before = scanned();
    try {
      const fresh = await scanRows(from, column(), (before.at(-1)?.position ?? -1) + 1, (some) => {
        if (before.length === 0) setScanning(some.length);
        return mine === turn;
      });
      if (mine === turn) setScanned([...before, ...fresh]);
    } catch (problem) {
      setError(() => problem);
    }
    if (mine === turn) setScanning(undefined);
  };
  createEffect(
    on([rows, version], ([from]) => {
      if (from !== undefined) void scan(from);
    }),
  );
  onCleanup(() => (turn += 1));
  return { scanned, scanning, error };
}

interface RowSearch {
  /** Positions of what was found; undefined where nothing is looked for. */
  readonly found: Accessor<ReadonlySet<number> | undefined>;
  readonly isSearching: Accessor<boolean>;
  readonly error: Accessor<unknown>;
}

/** Looks for words in every field of every row; typing on gives up the search before. */
export function createRowSearch(
  rows: Accessor<DataRows | undefined>,
  text: Accessor<string>,
  version: Accessor<unknown>,
): RowSearch {
  const [found, setFound] = createSignal<ReadonlySet<number>>();
  const [isSearching, setSearching] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  createEffect(
    on([rows, text, version], ([from, words]) => {
      let isStale = false;
      onCleanup(() => (isStale = true));
      const isAsked = from !== undefined && words.trim() !== "";
      setSearching(isAsked);
      if (!isAsked) return setFound(undefined);
      searchRows(from, words, () => isStale).then(
        (positions) => {
          if (isStale) return;
          setFound(positions);
          setSearching(false);
        },
        (problem: unknown) => setError(() => problem),
      );
      return undefined;
    }),
  );
  return { found, isSearching, error };
}
