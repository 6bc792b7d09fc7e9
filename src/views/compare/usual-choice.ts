import type { RunRow } from "../../storage/rows.ts";

type Rows = Pick<RunRow, "taskId" | "splits">;

/** Whether two runs were given the same rows: a file chosen twice makes two tasks of them. */
function haveSameRows(run: Rows, other: Rows): boolean {
  return run.taskId === other.taskId || JSON.stringify(run.splits) === JSON.stringify(other.splits);
}

/** What may be added to runs that are compared: the others on the rows of the first. */
export function addable(runs: readonly RunRow[], chosen: readonly string[]): readonly RunRow[] {
  const first = runs.find(({ id }) => chosen.includes(id));
  return runs.filter((run) => first !== undefined && haveSameRows(run, first) && !chosen.includes(run.id));
}

/** "Same rows; " of several runs that have them. */
export function sameRowsWords([first, ...others]: readonly Rows[]): string {
  return others.length > 0 && others.every((run) => haveSameRows(run, first!)) ? "Same rows; " : "";
}

/** Without a choice: the newest rows that several runs were given, with the newest four of those. */
export function usualChoice(runs: readonly RunRow[]): readonly string[] {
  for (const run of runs) {
    const same = runs.filter((other) => haveSameRows(run, other));
    if (same.length >= 2) return same.slice(0, 4).map((one) => one.id);
  }
  return [];
}

/** Which hidden policy a run on the routing task is about; undefined for any other task. */
export function routingPolicy(run: RunRow | undefined): number | undefined {
  const source = run?.task.source;
  return source?.kind === "generated" && source.generator === "routing" ? source.policySeed : undefined;
}
