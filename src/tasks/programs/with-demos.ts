import type { TaskSpec } from "../task-spec.ts";

/** The place of a program with one prompt; of several each has its own. */
const onlyPlace = "demos";

/**
 * A component of its own behind the instruction of every prompt that has none: where MIPROv2 puts demonstrations, and
 * merges of one prompt find a second text. Prompts that share an instruction share its demonstrations.
 */
export function withDemos(task: TaskSpec): TaskSpec {
  const { modules } = task.program;
  const places = new Map<string, string>();
  const placed = modules.map((module) => {
    if (module.demosComponent !== undefined) return module;
    const place = modules.length === 1 ? onlyPlace : `${module.component} demos`;
    if (Object.hasOwn(task.seedCandidate, place)) return module;
    places.set(place, "");
    return { ...module, demosComponent: place };
  });
  if (places.size === 0) return task;
  return {
    ...task,
    seedCandidate: { ...task.seedCandidate, ...Object.fromEntries(places) },
    program: { modules: placed },
  };
}
