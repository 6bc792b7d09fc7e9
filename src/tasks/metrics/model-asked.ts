import type { ModelRole, TaskSpec } from "../task-spec.ts";
import { textOption } from "./read-options.ts";

/** The one kind of metric that asks a model. It is known apart from what it does: who only counts requests loads no metric. */
export const judgeKind = "judge";

type Named = Pick<TaskSpec["metrics"][number], "kind" | "options">;

/** The model a metric asks for its verdict, a call a row; undefined where it asks none. */
export function modelAsked({ kind, options }: Named): ModelRole | undefined {
  return kind === judgeKind ? judgingModel(options) : undefined;
}

export function judgingModel(options: Named["options"]): ModelRole {
  return textOption(options, "role") === "student" ? "student" : "reflection";
}
