import type { ModuleSpec } from "../../src/tasks/task-spec.ts";

/** A module that answers in text, with what a test changes of it. */
export const textModule = (
  name: string,
  userTemplate: string,
  more: Partial<ModuleSpec> = {},
): ModuleSpec => ({
  name,
  component: name,
  userTemplate,
  role: "student",
  output: { kind: "text" },
  maxTokens: 60,
  temperature: 0,
  ...more,
});
