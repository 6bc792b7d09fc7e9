import type { TaskSpec } from "../task-spec.ts";

const component = "demos";

/**
 * A component of its own behind the instruction of a task with one prompt, unless it has one: where MIPROv2 puts
 * demonstrations, and merges find a second text. Programs of several prompts stay as they are.
 */
export function withDemos(task: TaskSpec): TaskSpec {
  const [only, ...others] = task.program.modules;
  const hasPlace = Object.hasOwn(task.seedCandidate, component) || only?.demosComponent !== undefined;
  if (only === undefined || others.length > 0 || hasPlace) return task;
  return {
    ...task,
    seedCandidate: { ...task.seedCandidate, [component]: "" },
    program: { modules: [{ ...only, demosComponent: component }] },
  };
}
