import { groupBy } from "../../shared/group-by.ts";
import type { RunRow } from "../../storage/rows.ts";

interface PastRace {
  readonly runs: readonly RunRow[];
  /** Who took part: "GEPA · Greedy search". */
  readonly names: string;
  readonly finished: number;
}

const mostShown = 8;

/** Races and ablations among runs that are listed newest first: those that were asked for together. */
export function pastRaces(listed: readonly RunRow[]): readonly PastRace[] {
  const queued = listed.filter((run) => run.queue !== undefined);
  return [...groupBy(queued, (run) => run.queue!).values()]
    .filter((runs) => runs.length > 1)
    .slice(0, mostShown)
    .map((runs) => runs.toSorted((a, b) => a.number - b.number))
    .map((runs) => ({
      runs,
      names: [...new Set(runs.map((run) => run.name))].join(" · "),
      finished: runs.filter((run) => run.status === "finished").length,
    }));
}
