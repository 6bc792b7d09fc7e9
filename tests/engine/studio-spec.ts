import { studioSpec } from "../../src/engine/index.ts";
import type { Candidate, EngineSpec, StudioOptions } from "../../src/engine/index.ts";
import type { RuleRow, RuleTask } from "./rule-task.ts";

/** A row that wants some rules of the component "main". */
export function wants(...rules: number[]): RuleRow {
  return { wants: { main: rules }, forbids: [] };
}

/** Many rows, each with a rule of its own. */
export function ownRules(rows: number): RuleRow[] {
  return Array.from({ length: rows }, (_, i) => wants(i + 1));
}

export type Changes = Omit<StudioOptions, "seedCandidates" | "splits" | "budget" | "stop"> & {
  readonly seed?: number;
  readonly metricCalls?: number | null;
  readonly reflectionCalls?: number | null;
  readonly iterations?: number | null;
  readonly texts?: Candidate | readonly Candidate[];
};

/** Options for a task, as a studio or reference spec takes them. */
export function optionsFor(
  task: RuleTask,
  changes: Changes = {},
): StudioOptions & { budget: Partial<EngineSpec["budget"]> } {
  const {
    metricCalls = 60,
    reflectionCalls = null,
    iterations = null,
    texts = { main: "" },
    ...rest
  } = changes;
  const seedCandidates = Array.isArray(texts) ? (texts as readonly Candidate[]) : [texts as Candidate];
  return {
    ...rest,
    seedCandidates,
    splits: {
      feedback: task.feedback.length,
      pareto: task.pareto.length,
      test: 0,
      paretoIsFeedback: task.feedback === task.pareto,
    },
    budget: { metricCalls, reflectionCalls, policy: "reserve" },
    stop: { score: null, noImprovement: null, candidates: null, iterations },
  };
}

export function studioFor(task: RuleTask, changes: Changes = {}): EngineSpec {
  return studioSpec(optionsFor(task, changes));
}
