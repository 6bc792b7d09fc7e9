import type { RunState } from "../../engine/index.ts";
import type { TaskRow } from "../../storage/rows.ts";
import { plural } from "./numbers.ts";

/** "Written in iteration 16 after reading rows 31, 57, 8." */
export function sourceTitle(state: RunState, source: number): string {
  const entry = state.candidates[source];
  if (entry === undefined || entry.proposal === null) return "In the prompt from the start";
  const rows =
    state.proposals.items.find((proposal) => proposal.proposal === entry.proposal)?.minibatch ?? [];
  return `Written in iteration ${entry.iteration} after reading rows ${rows.join(", ")} of the feedback set`;
}

/** When a line of a prompt came in. */
export function sourceWhen(state: RunState, source: number): string {
  if (source === 0) return "seed";
  const iteration = state.candidates[source]?.iteration ?? 0;
  return iteration === 0 ? "" : `it. ${iteration}`;
}

/** Where the rows of a kept task come from. */
export function originWords(task: Pick<TaskRow, "spec">): string {
  const { source } = task.spec;
  if (source.kind === "dataset") return "Rows you brought.";
  const rows = source.sizes.feedback + source.sizes.pareto + source.sizes.test;
  return `${plural(rows, "row")} written by the studio, from seed ${source.policySeed}.`;
}
