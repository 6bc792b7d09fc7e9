import type { ModelChoice } from "../../models/model-choice.ts";
import type { TaskSpec } from "../../tasks/task-spec.ts";
import type { RunRow } from "../rows.ts";

/** Code a task would run: the options of its metrics that hold any. */
export function codeOf(task: TaskSpec): readonly string[] {
  return task.metrics.flatMap(({ options }) => {
    const { code } = options;
    return typeof code === "string" ? [code] : [];
  });
}

function originsOf(choice: ModelChoice): readonly string[] {
  if (choice.kind === "remote") return [new URL(choice.baseUrl).origin];
  if (choice.kind === "gguf" && choice.source.kind === "url")
    return choice.source.urls.map((url) => new URL(url).origin);
  if (choice.kind !== "webllm") return [];
  // The catalogue's weights come from their makers' hosts, a model of somebody's own from theirs.
  return choice.custom === undefined
    ? ["https://huggingface.co", "https://raw.githubusercontent.com"]
    : [choice.custom.model, choice.custom.library].map((url) => new URL(url).origin);
}

/** Hosts a run's models would contact. */
export function hostsOf(run: Pick<RunRow, "student" | "reflection">): readonly string[] {
  return [...originsOf(run.student), ...originsOf(run.reflection)];
}
