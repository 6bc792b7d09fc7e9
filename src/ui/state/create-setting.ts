import type { Accessor } from "solid-js";

import { saveSetting } from "../../storage/library/settings.ts";
import { readSetting } from "../../storage/read/settings.ts";
import { createLive } from "./create-live.ts";
import { useDatabase } from "./database.tsx";

/**
 * A stored setting as a signal. `parse` turns what is stored (unknown: an older version may have written it)
 * into what the page can use. Undefined only until the first read.
 */
export function createSetting<T>(
  key: string,
  parse: (stored: unknown) => T,
): readonly [Accessor<T | undefined>, (value: T) => Promise<void>] {
  const db = useDatabase();
  const live = createLive(
    () => key,
    async (db, asked) => ({ found: parse(await readSetting(db, asked)) }),
  );
  return [() => live.value()?.found, (value) => saveSetting(db, key, value)];
}
