import { studioSpec } from "../../src/engine/options/presets.ts";
import type { RunRow } from "../../src/storage/rows.ts";
import { generatedRows, splitIds } from "../../src/tasks/generated-rows.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import type { TaskSpec } from "../../src/tasks/task-spec.ts";

/** Shapes of the program, by how many requests a row takes. */
export const shapes = ["single", "chain", "repeats", "judge"] as const;
export type Shape = (typeof shapes)[number];

const sizes = { feedback: 10, pareto: 8, test: 6 };
export const policySeed = 7;

function shaped(task: TaskSpec, shape: Shape): TaskSpec {
  const [module] = task.program.modules;
  if (module === undefined) throw new Error("the routing task has a module");
  switch (shape) {
    case "single":
      return task;
    case "repeats":
      return { ...task, repeats: 3 };
    case "chain": {
      const notes = { ...module, name: "notes", output: { kind: "text" } } as const;
      return { ...task, program: { ...task.program, modules: [notes, module] } };
    }
    case "judge": {
      const options = { rubric: "The label must fit.", role: "student" };
      return { ...task, metrics: [{ kind: "judge", name: "judged", weight: 1, options }] };
    }
  }
}

/** A run that was asked for, on an endpoint for both roles. */
export function soakRun(id: string, number: number, shape: Shape, baseUrl: string): RunRow {
  const plain = routingTask(policySeed, sizes);
  if (plain.source.kind !== "generated") throw new Error("the routing task generates its rows");
  const task = shaped(plain, shape);
  const endpoint = (model: string) =>
    ({
      kind: "remote",
      dialect: "openai-compatible",
      provider: "custom",
      baseUrl,
      model,
      needsKey: false,
      timeoutMs: 4000,
      concurrency: 3,
    }) as const;
  return {
    id,
    number,
    name: `Soak, ${shape}`,
    taskId: task.id,
    task,
    splits: splitIds(generatedRows(plain.source)),
    engine: studioSpec({
      seed: number,
      seedCandidates: [task.seedCandidate],
      splits: { ...sizes, paretoIsFeedback: false },
      budget: { metricCalls: 60, reflectionCalls: 6, policy: "reserve" },
    }),
    student: endpoint("student"),
    reflection: endpoint("reflector"),
    optimizer: "gepa",
    finalTest: true,
    concurrency: 3,
    createdAt: Date.now(),
    status: "requested",
    wish: "run",
    activeSeconds: 0,
    possiblyPaidTwice: 0,
  };
}
