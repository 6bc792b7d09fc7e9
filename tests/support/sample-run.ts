import { studioSpec, type StudioOptions } from "../../src/engine/options/presets.ts";
import type { RunRequest } from "../../src/storage/library/runs.ts";
import { generatedRows, splitIds } from "../../src/tasks/generated-rows.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";

/** How large a routing run for tests is; small enough to be quick, large enough to go through every phase. */
export interface SampleRunOptions {
  readonly id: string;
  readonly policySeed?: number;
  readonly metricCalls?: number;
  readonly sizes?: { readonly feedback: number; readonly pareto: number; readonly test: number };
  readonly engine?: Partial<StudioOptions>;
}

/** A request for a routing run on the coach and the embedded model, for tests to change as they need. */
export function sampleRun(options: SampleRunOptions): RunRequest {
  const sizes = options.sizes ?? { feedback: 24, pareto: 12, test: 12 };
  const task = routingTask(options.policySeed ?? 7, sizes);
  if (task.source.kind !== "generated") throw new Error("the routing task generates its rows");
  return {
    id: options.id,
    name: "A routing run",
    taskId: task.id,
    task,
    splits: splitIds(generatedRows(task.source)),
    engine: studioSpec({
      seed: 1,
      seedCandidates: [task.seedCandidate],
      splits: { ...sizes, paretoIsFeedback: false },
      budget: { metricCalls: options.metricCalls ?? 160, reflectionCalls: 30, policy: "reserve" },
      ...options.engine,
    }),
    student: { kind: "embedded" },
    reflection: { kind: "coach" },
    optimizer: "gepa",
    finalTest: true,
    concurrency: 1,
  };
}
