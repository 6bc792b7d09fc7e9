/**
 * Collections that only grow, shared between the old value and the new one. Appending to the newest value is
 * done in place in O(1); an older value still sees only its own items, because it remembers its length.
 * Appending to an older value (a branch) copies once. So a fold over 100,000 events copies nothing, and any
 * earlier state stays what it was. All of it survives `structuredClone`.
 */
export interface AppendList<T> {
  /** May hold more than `length` items: those belong to later values. Read through the functions below. */
  readonly items: T[];
  readonly length: number;
}

export interface AppendMap<V> {
  readonly entries: Map<string, { readonly at: number; readonly value: V }>;
  readonly size: number;
}

export function emptyList<T>(): AppendList<T> {
  return { items: [], length: 0 };
}

export function listOf<T>(values: readonly T[]): AppendList<T> {
  return { items: [...values], length: values.length };
}

export function append<T>(list: AppendList<T>, item: T): AppendList<T> {
  const items = list.items.length === list.length ? list.items : list.items.slice(0, list.length);
  items.push(item);
  return { items, length: list.length + 1 };
}

/** The list's own items as a plain array; a copy, so it never grows under its reader. */
export function toArray<T>(list: AppendList<T>): T[] {
  return list.items.slice(0, list.length);
}

export function itemAt<T>(list: AppendList<T>, index: number): T | undefined {
  return index < list.length ? list.items[index] : undefined;
}

export function emptyMap<V>(): AppendMap<V> {
  return { entries: new Map(), size: 0 };
}

/** Adds a key; the first value a key was given stays. */
export function addEntry<V>(map: AppendMap<V>, key: string, value: V): AppendMap<V> {
  if (getEntry(map, key) !== undefined) return map;
  const entries =
    map.entries.size === map.size
      ? map.entries
      : new Map([...map.entries].filter(([, entry]) => entry.at < map.size));
  entries.set(key, { at: map.size, value });
  return { entries, size: map.size + 1 };
}

export function getEntry<V>(map: AppendMap<V>, key: string): V | undefined {
  const entry = map.entries.get(key);
  return entry !== undefined && entry.at < map.size ? entry.value : undefined;
}
