import type { RunRow } from "../../storage/rows.ts";

/** Runs in a queue wait for those before them; the others go at once. */
export function firstOfEachQueue(runs: readonly RunRow[]): string[] {
  const taken = new Set<string>();
  return runs
    .toSorted((a, b) => a.number - b.number)
    .filter(({ queue }) => {
      if (queue === undefined) return true;
      const isFirst = !taken.has(queue);
      taken.add(queue);
      return isFirst;
    })
    .map((run) => run.id);
}
