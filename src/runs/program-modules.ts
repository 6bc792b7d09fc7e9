import type { ProgramModule } from "../rivals/ports.ts";
import { templateNames } from "../tasks/programs/fill-template.ts";
import type { ProgramSpec } from "../tasks/task-spec.ts";

/** A program as those see it who write prompts. */
export function modulesOf({ modules }: ProgramSpec): readonly ProgramModule[] {
  return modules.map(({ name, component, demosComponent, userTemplate }, i) => ({
    name,
    component,
    demosComponent,
    reads: templateNames(userTemplate),
    isLast: i === modules.length - 1,
  }));
}
