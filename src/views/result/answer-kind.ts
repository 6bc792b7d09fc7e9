import { createFormCheck } from "../../tasks/metrics/only-form.ts";
import { expectedText, listOption } from "../../tasks/metrics/read-options.ts";
import { metricOf } from "../../tasks/metrics/registry.ts";
import type { Example, TaskSpec } from "../../tasks/task-spec.ts";
import { isPass } from "../words/verdict-words.ts";

/** Right; wrong only in how it was written; or wrong in what it says. */
type AnswerKind = "right" | "form" | "judgement";

type Metric = TaskSpec["metrics"][number];

/** The metric that compares with the right answer, which form and judgement are told apart by; a task may have none. */
export function comparingMetric({ metrics }: Pick<TaskSpec, "metrics">): Metric | undefined {
  return metrics.find((metric) => metricOf(metric)?.needsExpected === true);
}

/** Labels of a task: those its metric knows, else those its last prompt may answer with. */
export function labelsOfTask({ metrics, program }: Pick<TaskSpec, "metrics" | "program">): readonly string[] {
  const named = metrics.map(({ options }) => listOption(options, "labels")).find((list) => list.length > 0);
  if (named !== undefined) return named;
  const output = program.modules.at(-1)?.output;
  return output?.kind === "label" ? output.labels : [];
}

/** What kind an answer to a row is; undefined where the row has no right answer to hold it against. */
type KindOfAnswer = (example: Example | undefined, output: string, score: number) => AnswerKind | undefined;

export function createAnswerKinds(task: Pick<TaskSpec, "metrics" | "program">): KindOfAnswer {
  const metric = comparingMetric(task);
  const { isWrongOnlyInForm } = createFormCheck(labelsOfTask(task));
  return (example, output, score) => {
    if (isPass(score)) return "right";
    const expected =
      metric === undefined || example === undefined ? undefined : expectedText(example, metric.options);
    if (expected === undefined) return undefined;
    return isWrongOnlyInForm(expected, output) ? "form" : "judgement";
  };
}
