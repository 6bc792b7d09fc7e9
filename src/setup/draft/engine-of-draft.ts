import {
  type AcceptanceCriterion,
  type EngineSpec,
  type ParentSelector,
  referenceMerge,
  referenceSpec,
  studioMerge,
  studioSpec,
  type StudioOptions,
} from "../../engine/index.ts";
import type { RunLimits } from "../../storage/rows.ts";
import type { Splits } from "../../tasks/task-spec.ts";
import type { Draft, DraftOptions } from "./draft.ts";

function selectorOf(options: DraftOptions): ParentSelector {
  switch (options.parentSelector) {
    case "epsilon-greedy":
      return { kind: "epsilon-greedy", epsilon: options.epsilon };
    case "top-k-pareto":
      return { kind: "top-k-pareto", k: options.topK };
    default:
      return { kind: options.parentSelector };
  }
}

function acceptanceOf(options: DraftOptions): AcceptanceCriterion {
  return options.acceptance === "tolerance"
    ? { kind: "tolerance", tolerance: options.tolerance }
    : { kind: options.acceptance };
}

const some = (value: number): number | null => (value > 0 ? value : null);

/** Student answers are the same for the same request: only then may a parent's answer be read again. */
function isDeterministic(draft: Draft): boolean {
  const asksOthers =
    draft.task === "rows" &&
    (draft.options.repeats > 1 ||
      draft.program.modules.some((module) => module.role === "reflection") ||
      draft.metrics.some((metric) => metric.kind === "judge" || metric.kind === "latency"));
  return (
    !asksOthers &&
    (draft.student.kind === "embedded" || draft.student.kind === "gguf") &&
    draft.options.temperature === 0
  );
}

/** What the engine is told. The reference preset keeps its own decisions; options it does not know are left out. */
export function engineOfDraft(
  draft: Draft,
  seedCandidate: Readonly<Record<string, string>>,
  splits: Splits,
): EngineSpec {
  const { options } = draft;
  const make = options.preset === "reference" ? referenceSpec : studioSpec;
  const base = make({
    seedCandidates: [seedCandidate],
    splits: { feedback: 0, pareto: 0, test: 0, paretoIsFeedback: false },
  });
  const literals = options.mustKeep
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const common: StudioOptions = {
    seedCandidates: [seedCandidate],
    splits: {
      feedback: splits.feedback.length,
      pareto: splits.pareto.length,
      test: splits.test.length,
      paretoIsFeedback: isSame(splits.feedback, splits.pareto),
    },
    seed: options.seed,
    parentSelector: selectorOf(options),
    frontier: options.frontier,
    acceptance: acceptanceOf(options),
    perfectScore: options.skipPerfect ? 1 : null,
    merge: options.merge ? (options.preset === "reference" ? referenceMerge : studioMerge) : null,
    minibatch: { size: options.minibatch, failureAware: options.preset === "studio" && options.failureAware },
    budget: {
      ...base.budget,
      metricCalls: draft.metricCalls,
      reflectionCalls: some(options.reflectionCalls),
    },
    stop: { ...base.stop, score: some(options.stopScore / 100), noImprovement: some(options.noImprovement) },
  };
  if (options.preset === "reference") return make(common);
  return make({
    ...common,
    reuseParentRollouts: options.reuse && isDeterministic(draft),
    sampling: options.proposals > 1 ? { kind: "independent", n: options.proposals } : { kind: "single" },
    guards: {
      ...base.guards,
      copyGuard: options.copyGuard ? base.guards.copyGuard : null,
      tokenCap: options.tokenCap > 0 ? { "*": options.tokenCap } : {},
      mustKeep: literals.length > 0 ? { "*": literals } : {},
    },
    reflector: {
      ...base.reflector,
      objective: options.objective.trim() || null,
      background: options.background.trim() || null,
      rejectedMemory: options.rejectedMemory,
      combee: options.combee,
    },
    winner: options.winner === "highest-mean" ? { kind: "highest-mean" } : base.winner,
  });
}

/** Where a task has only one small set of problems, it is learnt from and judged by alike. */
function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length > 0 && left.length === right.length && left.every((id, index) => id === right[index]);
}

/** Limits the engine cannot see; undefined when none was set. */
export function limitsOf(options: DraftOptions): RunLimits | undefined {
  const limits: RunLimits = {
    ...(options.minutes > 0 ? { minutes: options.minutes } : {}),
    ...(options.tokens > 0 ? { tokens: options.tokens } : {}),
    ...(options.usd > 0 ? { usd: options.usd } : {}),
  };
  return Object.keys(limits).length > 0 ? limits : undefined;
}

/** Calls to the Student that may be under way at once: what was set, else what the endpoint is known to bear, else one. */
export function concurrencyOf(draft: Draft): number {
  if (draft.options.concurrency > 0) return draft.options.concurrency;
  return draft.student.kind === "remote" ? (draft.student.concurrency ?? 4) : 1;
}
