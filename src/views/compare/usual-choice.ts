import type { RunRow } from "../../storage/rows.ts";

/** Without a choice: the newest task that has several runs, with its newest four. */
export function usualChoice(runs: readonly RunRow[]): readonly string[] {
  for (const run of runs) {
    const same = runs.filter((other) => other.taskId === run.taskId);
    if (same.length >= 2) return same.slice(0, 4).map((one) => one.id);
  }
  return [];
}

/** Which hidden policy a run on the routing task is about; undefined for any other task. */
export function routingPolicy(run: RunRow | undefined): number | undefined {
  const source = run?.task.source;
  return source?.kind === "generated" && source.generator === "routing" ? source.policySeed : undefined;
}
