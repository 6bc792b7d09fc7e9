import type { ModuleSpec, TaskSpec } from "../task-spec.ts";
import type { RowSizes } from "./entries.ts";
import type { GeneratorName } from "./entries.ts";

/** A generated task of one prompt, in the shape of a TaskSpec. */
export function onePrompt(task: {
  readonly generator: GeneratorName;
  readonly name: string;
  readonly seed: number;
  readonly sizes: RowSizes;
  readonly template: string;
  readonly maxTokens: number;
  readonly output: ModuleSpec["output"];
  readonly metrics: TaskSpec["metrics"];
  readonly prompt: string;
  readonly objective: string;
}): TaskSpec {
  const { generator, name, seed, sizes, metrics, objective, template, maxTokens, output, prompt } = task;
  return {
    id: `${generator}-${seed}`,
    name,
    source: { kind: "generated", generator, policySeed: seed, sizes },
    program: {
      modules: [
        {
          name: "answer",
          component: "instruction",
          userTemplate: template,
          role: "student",
          output,
          maxTokens,
          temperature: 0,
        },
      ],
    },
    metrics,
    seedCandidate: { instruction: prompt },
    objective,
  };
}
