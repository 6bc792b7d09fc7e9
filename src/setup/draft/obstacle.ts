import { galleryLine } from "../../tasks/gallery/entries.ts";
import { modelAsked } from "../../tasks/metrics/model-asked.ts";
import { metricOf } from "../../tasks/metrics/registry.ts";
import { problemOfRows } from "./check-rows.ts";
import type { Draft } from "./draft.ts";
import { problemOfMetrics } from "./metric-list.ts";
import { problemOfOptions } from "./options.ts";
import { problemsOfProgram } from "./sketch-of-draft.ts";

/** What stands in the way of a start, in a sentence; undefined when nothing does. */
export function obstacleOf(draft: Draft): string | undefined {
  return (
    (draft.task === "rows" ? obstacleOfRows(draft) : undefined) ??
    obstacleOfAny(draft) ??
    problemOfOptions(draft)
  );
}

function obstacleOfRows(draft: Draft): string | undefined {
  if (!draft.rows) return "Choose a file of rows first.";
  if (draft.rows.roles.inputs.length === 0) return "Say which column the model gets to see.";
  const unset = problemOfMetrics(draft) ?? problemOfRows(draft);
  if (unset !== undefined) return unset;
  if (draft.program.modules.length === 1 && draft.seedPrompt.trim() === "")
    return "Write a first prompt; one vague sentence is enough.";
  const [problem] = problemsOfProgram(draft);
  if (problem !== undefined) return problem.message;
  const cannotAnswer = whyNotRows(draft);
  if (cannotAnswer === undefined) return undefined;
  if (draft.metrics.some((metric) => modelAsked(metric) === "reflection"))
    return `The judge is the Reflection model, and ${cannotAnswer}. Choose another Reflection, or let the Student judge.`;
  const asksReflection = draft.program.modules.find((module) => module.role === "reflection");
  return asksReflection === undefined
    ? undefined
    : `Prompt "${asksReflection.name.trim()}" is answered by the Reflection model, and ${cannotAnswer}. Choose another Reflection, or let the Student answer it.`;
}

/** Why the chosen Reflection can write letters and not answer rows; undefined when it can. */
function whyNotRows({ reflection }: Draft): string | undefined {
  if (reflection.kind === "coach") return "the coach cannot answer rows";
  if (reflection.kind === "embedded-reflector") return "the small neural reflector cannot answer rows";
  return reflection.kind === "by-hand" ? "nobody could carry every row by hand" : undefined;
}

function obstacleOfAny(draft: Draft): string | undefined {
  if (draft.seedPrompt.trim() === "" && (draft.task !== "rows" || draft.program.modules.length === 1))
    return "Write a first prompt; one vague sentence is enough.";
  const { kind } = draft.reflection;
  if ((kind !== "coach" && kind !== "embedded-reflector") || draft.task === "routing") return undefined;
  const knows =
    draft.task === "saved"
      ? // What else was saved is left to the user.
        draft.gallery === undefined || galleryLine(draft.gallery)?.isAboutLabels
      : draft.metrics.length === 1 &&
        draft.metrics.every((metric) => metricOf(metric)?.isForLabels) &&
        draft.program.modules.length === 1;
  const who = kind === "coach" ? "The coach" : "The small neural reflector";
  return knows ? undefined : `${who} only knows label tasks. Choose another Reflection.`;
}
