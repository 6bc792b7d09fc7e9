import { templateNames } from "./programs/fill-template.ts";
import type { Example, ProgramSpec } from "./task-spec.ts";
import type { ReflectiveRecord, Rollout, TrajectoryStep } from "./task.ts";

/**
 * What the Reflection model is shown of one rollout for one component: what went in, what came out of that
 * component's module, and why it was good or bad. The keys are the reference implementation's.
 */
export function reflectiveRecord(
  program: ProgramSpec,
  component: string,
  example: Example,
  rollout: Rollout,
): ReflectiveRecord {
  if (program.modules.length === 0) return recordOfText(example, rollout);
  const steps = rollout.trajectory.filter((step) => step.component === component);
  const feedback = rollout.judgement.componentFeedback?.[component] ?? rollout.judgement.feedback;
  return {
    Inputs: inputsOf(program, component, example, rollout),
    "Generated Outputs":
      steps.length === 0 ? "(this module did not run)" : steps.map((step) => step.completion).join("\n"),
    ...(program.modules.length > 1 ? { "Final Answer": rollout.output } : {}),
    Feedback: feedback,
  };
}

/** Where the texts themselves are judged there is no answer to show beside them. */
function recordOfText(example: Example, rollout: Rollout): ReflectiveRecord {
  return { Inputs: example.inputs, Feedback: rollout.judgement.feedback };
}

/** The columns and earlier answers that the component's own templates name; all columns where they name none. */
function inputsOf(
  program: ProgramSpec,
  component: string,
  example: Example,
  rollout: Rollout,
): Readonly<Record<string, string>> {
  const named = program.modules
    .filter((module) => module.component === component)
    .flatMap((module) => templateNames(module.userTemplate));
  const values = new Map<string, string>([
    ...Object.entries(example.inputs),
    ...rollout.trajectory.flatMap(valuesOf),
  ]);
  const known = named.filter((name) => values.has(name));
  if (known.length === 0) return example.inputs;
  return Object.fromEntries(known.map((name) => [name, values.get(name) as string]));
}

/** What a module's step made available to templates after it. */
function valuesOf({ module, completion, toolResults = [] }: TrajectoryStep): [string, string][] {
  const found = toolResults.map(({ input, output }): [string, string] => [
    `${module}.passages`,
    `Searched for "${input}" and found:\n${output}`,
  ]);
  return [[`${module}.output`, completion], ...found];
}
