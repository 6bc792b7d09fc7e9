import { addressesOf } from "../../models/kinds/model-kinds.ts";
import type { TaskSpec } from "../../tasks/task-spec.ts";
import type { RunRow } from "../rows.ts";

/** Code a task would run: the options of its metrics that hold any. */
export function codeOf(task: TaskSpec): readonly string[] {
  return task.metrics.flatMap(({ options }) => {
    const { code } = options;
    return typeof code === "string" ? [code] : [];
  });
}

/** Hosts a run's models would contact. */
export function hostsOf(run: Pick<RunRow, "student" | "reflection">): readonly string[] {
  return [run.student, run.reflection].flatMap(addressesOf).map((address) => new URL(address).origin);
}
