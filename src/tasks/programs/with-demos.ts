import type { TaskSpec } from "../task-spec.ts";

const component = "demos";

/** A component of its own behind the instruction: where MIPROv2 puts demonstrations, and merges find a second text. */
export function withDemos(task: TaskSpec): TaskSpec {
  return {
    ...task,
    seedCandidate: { ...task.seedCandidate, [component]: "" },
    program: { modules: task.program.modules.map((module) => ({ ...module, demosComponent: component })) },
  };
}

/** Optimizers that look for demonstrations where there is a place for them. */
const seekers = new Set(["mipro", "mipro-medium", "mipro-light"]);

/** The task as an optimizer wants it: one prompt gets a place for demonstrations, unless it has one. */
export function taskFor(optimizer: string, task: TaskSpec): TaskSpec {
  const [only, ...others] = task.program.modules;
  const hasPlace = Object.hasOwn(task.seedCandidate, component) || only?.demosComponent !== undefined;
  return only === undefined || others.length > 0 || hasPlace || !seekers.has(optimizer)
    ? task
    : withDemos(task);
}
