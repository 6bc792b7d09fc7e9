import type { ReflectorOptions } from "../../engine/index.ts";
import { rewritesOnly } from "../../models/kinds/model-kinds.ts";
import { wantsShortLetters } from "../../models/model-size.ts";
import { metricOf } from "../../tasks/metrics/registry.ts";
import type { TaskSpec } from "../../tasks/task-spec.ts";
import type { Draft } from "./draft.ts";

const forStrong: ReflectorOptions["letters"] = ["full", "full", "answers", "short", "causes", "edits"];
const forSmall: ReflectorOptions["letters"] = ["answers", "short", "short", "causes", "edits"];

/** How the chosen Reflection is asked and read. Programs are asked in one way; people may paste answers in any form. */
export function lettersOf({
  options,
  reflection,
}: Pick<Draft, "options" | "reflection">): Partial<ReflectorOptions> {
  // A person puts examples where they belong; programs are made for texts of rules.
  if (reflection.kind === "by-hand") return { extraction: "tolerant", workedExamples: 0 };
  if (rewritesOnly(reflection)) return { hypotheses: 1, workedExamples: 0 };
  const isShort = options.letter === "auto" ? wantsShortLetters(reflection) : options.letter === "short";
  return { extraction: "tolerant", letters: isShort ? forSmall : forStrong };
}

const mostAnswers = 60;

/** What the Student may answer, for the components whose answer is a label the metric knows. */
export function answersOf({
  program,
  metrics,
}: Pick<TaskSpec, "program" | "metrics">): ReflectorOptions["answers"] {
  const last = program.modules.at(-1);
  if (last === undefined) return {};
  const known = metrics.flatMap((metric) =>
    metricOf(metric)?.isForLabels ? [metric.options["labels"]] : [],
  );
  const labels = last.output.kind === "label" ? last.output.labels : known.find(isTexts);
  return labels === undefined || labels.length === 0 || labels.length > mostAnswers
    ? {}
    : { [last.component]: labels };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
