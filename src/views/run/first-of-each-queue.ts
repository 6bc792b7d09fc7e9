import type { RunRow } from "../../storage/rows.ts";

/** Runs in a queue wait for those before them, except for those of their own heat; the others go at once. */
export function firstOfEachQueue(runs: readonly RunRow[]): string[] {
  const first = new Map<string, RunRow>();
  return runs
    .toSorted((a, b) => a.number - b.number)
    .filter((run) => {
      if (run.queue === undefined) return true;
      const leader = first.get(run.queue);
      if (leader === undefined) first.set(run.queue, run);
      return leader === undefined || (run.heat !== undefined && run.heat === leader.heat);
    })
    .map((run) => run.id);
}
