import MiniSearch from "minisearch";

export interface Passage {
  readonly title: string;
  readonly text: string;
}

/** Finds the passages nearest to a query, best first. */
export type Search = (query: string, count: number) => readonly Passage[];

/** A search by words (BM25+, minisearch) over a fixed set of passages; titles weigh double. */
export function createSearch(passages: readonly Passage[]): Search {
  const index = new MiniSearch<Passage & { readonly id: number }>({
    fields: ["title", "text"],
    searchOptions: {
      boost: { title: 2 },
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 5 ? 0.15 : false),
    },
  });
  index.addAll(passages.map((passage, id) => ({ ...passage, id })));
  return (query, count) =>
    index
      .search(query)
      .slice(0, count)
      .map(({ id }) => passages[id as number] as Passage);
}

/** Passages as a prompt shows them. */
export function printPassages(passages: readonly Passage[]): string {
  if (passages.length === 0) return "(nothing was found)";
  return passages.map(({ title, text }, index) => `[${index + 1}] ${title}: ${text}`).join("\n");
}
