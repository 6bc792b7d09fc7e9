import { type Budget, changed, type EngineSpec, referenceSpec, studioSpec } from "../../engine/index.ts";
import { callsAtOnce, kindOf } from "../../models/kinds/model-kinds.ts";
import type { RunLimits } from "../../storage/rows.ts";
import { modelAsked } from "../../tasks/metrics/model-asked.ts";
import { metricOf } from "../../tasks/metrics/registry.ts";
import { requestsPerRollout } from "../../tasks/requests-per-rollout.ts";
import type { Splits, TaskSpec } from "../../tasks/task-spec.ts";
import { seedsIn } from "./advanced-options.ts";
import { type DraftOptions, specChanges } from "./draft-options.ts";
import type { Draft } from "./draft.ts";
import { answersOf, lettersOf } from "./letters-of-draft.ts";

/** Student answers are the same for the same request: only then may a parent's answer be read again. */
function isDeterministic(draft: Draft): boolean {
  const asksOthers =
    draft.task === "rows" &&
    (draft.options.repeats > 1 ||
      draft.program.modules.some((module) => module.role === "reflection") ||
      draft.metrics.some((metric) => modelAsked(metric) !== undefined || metricOf(metric)?.isMeasured));
  return !asksOthers && kindOf(draft.student).repeatsItself === true && draft.options.temperature === 0;
}

/** What the engine is told. The reference preset keeps its own decisions; options it does not know are left out. */
export function engineOfDraft(
  draft: Draft,
  task: Pick<TaskSpec, "seedCandidate" | "program" | "metrics" | "repeats">,
  splits: Splits,
): EngineSpec {
  const make = draft.options.preset === "reference" ? referenceSpec : studioSpec;
  const base = make({
    seedCandidates: seedsOf(draft, task.seedCandidate),
    splits: {
      feedback: splits.feedback.length,
      pareto: splits.pareto.length,
      test: splits.test.length,
      paretoIsFeedback: isSame(splits.feedback, splits.pareto),
    },
  });
  const spec = specChanges(draft).reduce(changed, base);
  return changed(spec, {
    budget: budgetOf(draft, task),
    reuseParentRollouts: spec.reuseParentRollouts && isDeterministic(draft),
    ...(base.preset === "studio" ? { reflector: { ...lettersOf(draft), answers: answersOf(task) } } : {}),
  });
}

/** Other first prompts take the place of the first text. */
function seedsOf({ options }: Draft, seed: TaskSpec["seedCandidate"]): readonly TaskSpec["seedCandidate"][] {
  const first = Object.keys(seed)[0] ?? "";
  return [seed, ...seedsIn(options.otherSeeds).map((text) => ({ ...seed, [first]: text }))];
}

/** Texts that no model is asked about are counted as rollouts: they send no request. */
function budgetOf(draft: Draft, task: Pick<TaskSpec, "program" | "metrics" | "repeats">): Partial<Budget> {
  const each = requestsPerRollout(task);
  if (each === 0) return { metricCalls: draft.requests };
  return { requests: draft.requests, requestsPerRollout: each };
}

/** Where a task has only one small set of problems, it is learned from and judged by alike. */
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
  return callsAtOnce(draft.student);
}
