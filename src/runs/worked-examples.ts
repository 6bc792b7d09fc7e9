import type { EnginePorts } from "../engine/ports.ts";
import { demoText, labelledDemo } from "../rivals/mipro/demos.ts";
import { expectedTexts, textOption } from "../tasks/metrics/read-options.ts";
import { metricOf } from "../tasks/metrics/registry.ts";
import type { TaskSpec } from "../tasks/task-spec.ts";
import type { Task } from "../tasks/task.ts";
import { modulesOf } from "./program-modules.ts";

/**
 * Feedback rows as a prompt can show them, where the task is one prompt whose answer is compared with a column; else
 * nobody knows what stands for a right answer.
 */
export function workedExamples(
  task: Pick<Task, "examples">,
  { program, metrics }: Pick<TaskSpec, "program" | "metrics">,
): EnginePorts["workedExample"] {
  const [module, ...others] = modulesOf(program);
  const compared = metrics.find((metric) => metricOf(metric)?.needsExpected === true);
  if (module === undefined || others.length > 0 || compared === undefined) return undefined;
  const rows = task.examples("feedback");
  return (example) => {
    const row = rows[example];
    const [answer = ""] = row === undefined ? [] : expectedTexts(row, compared.options);
    if (row === undefined || answer === "") return null;
    const column = textOption(compared.options, "expected") ?? Object.keys(row.expected)[0] ?? "answer";
    const demo = labelledDemo(module, { inputs: row.inputs, expected: { [column]: answer } }, example);
    return demo === null ? null : { text: demoText(demo), answer };
  };
}
