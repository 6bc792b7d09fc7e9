import type { ModelFailure } from "../../models/language-model.ts";
import { printPassages, type Search } from "../retrieval/search.ts";
import type { Example, ModuleSpec, ProgramSpec } from "../task-spec.ts";
import type { TaskTools } from "../task-tools.ts";
import type { Complete, Trajectory, TrajectoryStep } from "../task.ts";
import { fillTemplate } from "./fill-template.ts";
import { runModule } from "./run-module.ts";

/** What is wrong with a module's answer, for the component that wrote it. */
export interface ModuleProblem {
  readonly component: string;
  readonly module: string;
  readonly problem: string;
}

export type ProgramOutcome =
  | {
      readonly kind: "answered";
      readonly output: string;
      readonly trajectory: Trajectory;
      /** The last answer can be judged, although it is not quite in its form. */
      readonly misfit?: ModuleProblem;
    }
  /** A module's answer could not be read; the modules after it did not run. */
  | ({
      readonly kind: "broken-off";
      readonly output: string;
      readonly trajectory: Trajectory;
    } & ModuleProblem)
  | { readonly kind: "failed"; readonly failure: ModelFailure; readonly trajectory: Trajectory };

/** Runs the modules in order on one example; each sees the row's columns and the answers before it. */
export async function runProgram(
  program: ProgramSpec,
  candidate: Readonly<Record<string, string>>,
  example: Example,
  complete: Complete,
  { search, sandbox }: TaskTools = {},
): Promise<ProgramOutcome> {
  const values: Record<string, string> = Object.assign(Object.create(null), example.inputs);
  const trajectory: TrajectoryStep[] = [];
  let output = "";
  for (const module of program.modules) {
    if (isSkipped(module, values)) {
      values[`${module.name}.output`] = "";
      continue;
    }
    const found = lookUp(module, values, search);
    if (found !== undefined) values[`${module.name}.passages`] = found.output;
    const outcome = await runModule(module, candidate, values, complete, sandbox);
    if (outcome.kind === "failed") return { kind: "failed", failure: outcome.failure, trajectory };
    trajectory.push(found === undefined ? outcome.step : { ...outcome.step, toolResults: [found] });
    if (outcome.kind !== "answered") {
      const { component, name } = module;
      const told = { component, module: name, problem: outcome.problem };
      // What follows relies on the form of an answer; the metrics can say themselves what the last one is worth.
      if (outcome.kind === "misfit" && module === program.modules.at(-1))
        return { kind: "answered", output: outcome.text, trajectory, misfit: told };
      return { kind: "broken-off", output: outcome.step.completion, trajectory, ...told };
    }
    output = outcome.text;
    values[`${module.name}.output`] = outcome.text;
  }
  return { kind: "answered", output, trajectory };
}

function isSkipped({ when }: ModuleSpec, values: Readonly<Record<string, string>>): boolean {
  if (when === undefined) return false;
  const value = fillTemplate(when.value, values).trim().toLowerCase();
  return !when.isOneOf.some((wanted) => wanted.trim().toLowerCase() === value);
}

function lookUp(module: ModuleSpec, values: Readonly<Record<string, string>>, search: Search | undefined) {
  if (module.search === undefined) return undefined;
  if (search === undefined)
    throw new Error(`the module ${module.name} searches, and the task has no documents`);
  const input = fillTemplate(module.search.query, values);
  return { tool: "search", input, output: printPassages(search(input, module.search.passages)) };
}
