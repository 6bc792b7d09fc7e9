import { studioSpec } from "../../engine/index.ts";
import type { RunRequest } from "../../storage/library/runs.ts";
import type { Example } from "../../tasks/task-spec.ts";

/** Metric calls and reflections a routing run may spend; its rows judge for themselves within this. */
export const ROUTING_BUDGET = { requests: 700, reflectionCalls: 40 } as const;
/** Rows a proposal is tried on before the Pareto set is spent on it. */
const MINIBATCH = 5;

export interface RoutingRunChoice {
  readonly id: string;
  /** Which hidden house policy writes the labels. */
  readonly policySeed: number;
  /** Seed of the search's own draws. */
  readonly seed: number;
  readonly name?: string;
  /** Starts from this prompt instead of the usual one. */
  readonly seedPrompt?: string;
  /** Sealed rows, where they are not as many as usual. */
  readonly testRows?: number | undefined;
}

/** The run the studio shows off: message routing on the embedded model with the coach as Reflection. No key, no host. */
export async function routingRun(choice: RoutingRunChoice): Promise<RunRequest> {
  // The generator itself, not the table of all generators: this is on the way to the first thing that moves.
  const [{ routingTask }, { defaultRoutingSizes, generateRouting }] = await Promise.all([
    import("../../tasks/routing/routing-task.ts"),
    import("../../tasks/routing/generate-routing.ts"),
  ]);
  const sizes = {
    ...defaultRoutingSizes,
    ...(choice.testRows === undefined ? {} : { test: choice.testRows }),
  };
  const usual = routingTask(choice.policySeed, sizes);
  const task =
    choice.seedPrompt === undefined ? usual : { ...usual, seedCandidate: { instruction: choice.seedPrompt } };
  if (task.source.kind !== "generated") throw new Error("the routing task lost its generator");
  const rows = generateRouting(task.source.policySeed, task.source.sizes);
  const ids = (split: readonly Example[]): string[] => split.map((example) => example.id);
  const splits = { feedback: ids(rows.feedback), pareto: ids(rows.pareto), test: ids(rows.test) };
  return {
    id: choice.id,
    name: choice.name ?? task.name,
    taskId: task.id,
    task,
    splits,
    engine: studioSpec({
      seed: choice.seed,
      seedCandidates: [task.seedCandidate],
      splits: {
        feedback: splits.feedback.length,
        pareto: splits.pareto.length,
        test: splits.test.length,
        paretoIsFeedback: false,
      },
      minibatch: { size: MINIBATCH, failureAware: true },
      reuseParentRollouts: true,
      budget: { ...ROUTING_BUDGET, requestsPerRollout: 1, policy: "reserve" },
    }),
    student: { kind: "embedded" },
    reflection: { kind: "coach" },
    optimizer: "gepa",
    finalTest: true,
    concurrency: 1,
  };
}
