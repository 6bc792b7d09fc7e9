import type { RunState } from "../engine/index.ts";
import type { branchRun } from "../storage/library/branch.ts";
import type { RunRow } from "../storage/rows.ts";
import { raisedTo } from "../views/words/spent-words.ts";

/** A branch of a run after so many events, where the run stood as `from`; `more` is what it may spend from there. */
export function branchOf(
  run: Pick<RunRow, "id" | "name">,
  from: RunState,
  events: number,
  more: number,
): Parameters<typeof branchRun>[1] {
  return {
    fromRunId: run.id,
    events,
    nextCallIndex: from.nextCallIndex,
    id: crypto.randomUUID(),
    name: `${run.name}, branch`,
    steering: [{ kind: "raise-budget", ...raisedTo(from, from.spent.requests + more) }],
  };
}
