import type { TaskSpec } from "../task-spec.ts";

/** One prompt, one message, one label as the answer: a module that is judged by the row's `label`. */
export function oneLabelProgram(module: string): Pick<TaskSpec, "program" | "metrics"> {
  return {
    program: {
      modules: [
        {
          name: module,
          component: "instruction",
          userTemplate: "{{message}}",
          role: "student",
          output: { kind: "text" },
          maxTokens: 8,
          temperature: 0,
        },
      ],
    },
    metrics: [{ name: "label", kind: "label", weight: 1, options: { expected: "label" } }],
  };
}
