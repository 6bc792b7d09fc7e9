import { type Accessor, createMemo } from "solid-js";

/**
 * The same list, each item the very object it was before where nothing about it changed, so that `For` leaves its
 * elements (and the focus in one of them) alone. Items are plain data.
 */
export function createKept<T extends object>(
  source: Accessor<readonly T[]>,
  keyOf: (item: T) => string | number,
): Accessor<readonly T[]> {
  let before = new Map<string | number, { readonly item: T; readonly text: string }>();
  return createMemo(() => {
    const now = new Map<string | number, { readonly item: T; readonly text: string }>();
    const items = source().map((item) => {
      const key = keyOf(item);
      const text = JSON.stringify(item);
      const old = before.get(key);
      const kept = old?.text === text ? old : { item, text };
      now.set(key, kept);
      return kept.item;
    });
    before = now;
    return items;
  });
}
