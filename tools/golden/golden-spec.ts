import { referenceMerge, referenceSpec } from "../../src/engine/index.ts";
import type {
  EngineSpec,
  ParentSelector,
  SamplingStrategy,
  SelectionStrategy,
} from "../../src/engine/index.ts";
import type { GoldenExample, GoldenTask, JsonMap } from "./golden-format.ts";

/** What a golden's options ask for. */
export interface GoldenSetup {
  readonly spec: EngineSpec;
  readonly task: GoldenTask;
  readonly feedback: readonly GoldenExample[];
  readonly pareto: readonly GoldenExample[];
  readonly withObjectives: boolean;
  readonly failAt: readonly number[];
}

const understood = new Set(
  [
    "task seed selector frontier use_merge max_merge_invocations merge_val_overlap_floor module_selector minibatch",
    "max_metric_calls acceptance skip_perfect_score perfect_score cache_evaluation valset_is_none train_limit",
    "objectives raise_on_exception fail_at sampling selection stop val_policy",
  ].flatMap((line) => line.split(" ")),
);

export function setUp(options: JsonMap, task: GoldenTask): GoldenSetup {
  const strange = Object.keys(options).find((name) => !understood.has(name));
  if (strange !== undefined) throw new Error(`the option "${strange}" is not understood`);
  const get = <T>(name: string, otherwise: T): T => (options[name] as T | undefined) ?? otherwise;
  const feedback = task.train.slice(0, get("train_limit", task.train.length));
  const isShared = get("valset_is_none", false);
  const pareto = isShared ? feedback : task.val;
  return {
    task,
    feedback,
    pareto,
    withObjectives: get("objectives", true),
    failAt: get("fail_at", []),
    spec: referenceSpec({
      seed: get("seed", 0),
      seedCandidates: [task.seed_candidate],
      splits: { feedback: feedback.length, pareto: pareto.length, test: 0, paretoIsFeedback: isShared },
      parentSelector: parentSelector(get("selector", "pareto")),
      frontier: get("frontier", "instance"),
      componentSelector: get<string>("module_selector", "round_robin") === "all" ? "all" : "round-robin",
      minibatch: { size: get("minibatch", 3), failureAware: false },
      acceptance: {
        kind: get<string>("acceptance", "") === "improvement_or_equal" ? "improvement-or-equal" : "strict",
      },
      perfectScore: get("skip_perfect_score", true) ? get("perfect_score", 1) : null,
      merge: get("use_merge", false)
        ? {
            ...referenceMerge,
            maxInvocations: get("max_merge_invocations", 5),
            overlapFloor: get("merge_val_overlap_floor", 5),
          }
        : null,
      validation:
        get<string>("val_policy", "") === "strided" ? { kind: "k-fold", folds: 3 } : { kind: "full" },
      cache: get("cache_evaluation", false),
      budget: {
        metricCalls: get<number | null>("max_metric_calls", null),
        reflectionCalls: null,
        policy: "overshoot",
      },
      stop: stopConditions(get("stop", [])),
      sampling: sampling(get("sampling", { type: "single" })),
      selection: selection(get("selection", { type: "all" })),
      failures: { kind: get("raise_on_exception", true) ? "raise" : "continue" },
    }),
  };
}

function parentSelector(name: string): ParentSelector {
  if (name === "current_best") return { kind: "current-best" };
  if (name === "epsilon_greedy") return { kind: "epsilon-greedy", epsilon: 0.1 };
  if (name === "top_k_pareto") return { kind: "top-k-pareto", k: 5 };
  return { kind: "pareto" };
}

function sampling({ type, p = 1, n = 1 }: { type: string; p?: number; n?: number }): SamplingStrategy {
  if (type === "same_parent") return { kind: "same-parent", n };
  if (type === "independent") return { kind: "independent", n };
  if (type === "pxn") return { kind: "p-by-n", p, n };
  return { kind: "single" };
}

function selection({ type, k = 1 }: { type: string; k?: number }): SelectionStrategy {
  if (type === "best") return { kind: "best" };
  return type === "top_k" ? { kind: "top-k", k } : { kind: "all" };
}

function stopConditions(list: readonly { type: string; value: number }[]): EngineSpec["stop"] {
  const value = (type: string): number | null => list.find((one) => one.type === type)?.value ?? null;
  return {
    score: value("score_threshold"),
    noImprovement: value("no_improvement"),
    candidates: value("max_tracked_candidates"),
    iterations: value("max_candidate_proposals"),
  };
}
