import { writeEncyclopaedia } from "./gallery/encyclopaedia.ts";
import { reflectiveRecord } from "./reflective-record.ts";
import { createSearch } from "./retrieval/search.ts";
import { runOnce } from "./run-once.ts";
import { runRepeatedly } from "./run-repeatedly.ts";
import type { Example, TaskSpec } from "./task-spec.ts";
import type { TaskTools } from "./task-tools.ts";
import type { Task } from "./task.ts";

export type { TaskTools };

/** The rows of each split, in the order the engine's positions count. */
export type SplitRows = Readonly<Record<"feedback" | "pareto" | "test", readonly Example[]>>;

/** A task ready to run: the spec's program and metrics bound to its rows. */
export function buildTask(spec: TaskSpec, rows: SplitRows, tools: TaskTools = {}): Task {
  const withSearch = { ...tools, ...searchOf(spec) };
  return {
    components: Object.keys(spec.seedCandidate),
    examples: (split) => rows[split],
    run: (candidate, example, complete) =>
      runRepeatedly(Math.max(1, spec.repeats ?? 1), () =>
        runOnce(spec, candidate, example, complete, withSearch),
      ),
    record: (component, example, rollout) => reflectiveRecord(spec.program, component, example, rollout),
  };
}

/** The studio's own documents; those of a data set are handed in by whoever can read it. */
function searchOf({ documents }: TaskSpec): Pick<TaskTools, "search"> {
  return documents?.kind === "encyclopaedia"
    ? { search: createSearch(writeEncyclopaedia(documents.seed).passages) }
    : {};
}
