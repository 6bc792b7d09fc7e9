/**
 * A list of which single items change. Values share the pages that did not: changing an item of many thousands copies its
 * page and the list of pages, and older values stay what they were.
 */
export interface PagedList<T> {
  readonly pages: readonly (readonly T[])[];
  readonly length: number;
}

const pageSize = 64;

export function emptyPages<T>(): PagedList<T> {
  return { pages: [], length: 0 };
}

export function pagedItem<T>({ pages }: PagedList<T>, index: number): T | undefined {
  return pages[Math.floor(index / pageSize)]?.[index % pageSize];
}

/** The list with another item at `index`, which is at most its length. */
export function withItem<T>({ pages, length }: PagedList<T>, index: number, item: T): PagedList<T> {
  const at = Math.floor(index / pageSize);
  const page = pages[at]?.slice() ?? [];
  page[index % pageSize] = item;
  const changed = pages.slice();
  changed[at] = page;
  return { pages: changed, length: Math.max(length, index + 1) };
}

export function pagedItems<T>({ pages }: PagedList<T>): T[] {
  return pages.flat();
}
