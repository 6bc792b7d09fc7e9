import type { RunRow } from "../../storage/rows.ts";
import { countsRequests } from "../../tasks/requests-per-rollout.ts";
import type { SpentUnit } from "../words/spent-words.ts";

type Counted = Pick<RunRow, "engine" | "task">;

export function unitOf({ engine, task }: Counted): SpentUnit {
  return countsRequests(task, engine.budget) ? "request" : "rollout";
}

/** Several runs side by side are counted in what all of them know. */
export function unitOfAll(runs: readonly Counted[]): SpentUnit {
  return runs.every((run) => unitOf(run) === "request") ? "request" : "rollout";
}
