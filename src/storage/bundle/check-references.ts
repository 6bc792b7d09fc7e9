import type { TaskSpec } from "../../tasks/task-spec.ts";
import type { RunRow } from "../rows.ts";

type Texts = Readonly<Record<string, string>>;

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((name) => `"${name}"`).join(", ");
}

/** A name in a field that should be one of the task's components. */
export function strangeComponent(
  field: string,
  name: string,
  components: readonly string[],
): string | undefined {
  return components.includes(name)
    ? undefined
    : `its field "${field}" names the component "${name}", and the task's components are ${listed(components)}`;
}

/** Texts that should be those of the task's components, neither more nor fewer. */
function strangeTexts(field: string, texts: Texts, components: readonly string[]): string | undefined {
  const names = Object.keys(texts);
  const missing = components.find((name) => !names.includes(name));
  if (missing !== undefined) return `its field "${field}" lacks the component "${missing}" of its task`;
  const [odd] = names.filter((name) => !components.includes(name));
  return odd === undefined ? undefined : strangeComponent(`${field}.${odd}`, odd, components);
}

function firstOf(problems: Iterable<string | undefined>): string | undefined {
  for (const problem of problems) if (problem !== undefined) return problem;
  return undefined;
}

/** What a task names that does not exist, by field below `at`; undefined where all is there. */
export function strangeInTask({ program, seedCandidate }: TaskSpec, at: string): string | undefined {
  const components = Object.keys(seedCandidate);
  return firstOf(
    program.modules.flatMap(({ component, demosComponent }, index) => [
      strangeComponent(`${at}.program.modules.${index}.component`, component, components),
      demosComponent === undefined
        ? undefined
        : strangeComponent(`${at}.program.modules.${index}.demosComponent`, demosComponent, components),
    ]),
  );
}

/** What a run's row names that does not exist; undefined where all is there. */
export function strangeInRun(run: RunRow): string | undefined {
  const components = Object.keys(run.task.seedCandidate);
  return firstOf([
    strangeInTask(run.task, "task"),
    ...run.engine.seedCandidates.map((texts, index) =>
      strangeTexts(`engine.seedCandidates.${index}`, texts, components),
    ),
    ...(run.check?.candidates ?? []).map(({ texts }, index) =>
      strangeTexts(`check.candidates.${index}.texts`, texts, components),
    ),
    // A check scores other rows than the search it is about, and searches nothing.
    ...(["feedback", "pareto"] as const).map((split) =>
      run.check !== undefined || run.engine.splits[split] === run.splits[split].length
        ? undefined
        : `its field "engine.splits.${split}" is ${run.engine.splits[split]}, and its split has ${run.splits[split].length} rows`,
    ),
  ]);
}
