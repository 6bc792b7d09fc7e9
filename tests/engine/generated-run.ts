import * as fc from "fast-check";

import {
  type frontierRows,
  referenceMerge,
  referenceSpec,
  studioMerge,
  studioSpec,
} from "../../src/engine/index.ts";
import type { EngineSpec, JournalEvent, ScoredRow } from "../../src/engine/index.ts";
import { createWorld, journalOf, type RuleRow, type RuleTask, type Script } from "./rule-task.ts";

/** Enough to meet every option with every other, few enough for each commit. */
export const quick = { numRuns: 60 };
export const objectives: Script = { withObjectives: true };

/** A generated task and a spec for it, over every option that changes what is decided. */
export interface GeneratedRun {
  readonly task: RuleTask;
  readonly spec: EngineSpec;
}

const components = ["alpha", "beta", "gamma"];
const rules = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 0, maxLength: 3 });

function row(names: readonly string[]): fc.Arbitrary<RuleRow> {
  return fc.record({
    wants: fc
      .tuple(...names.map(() => rules))
      .map((lists) => Object.fromEntries(names.map((name, i) => [name, lists[i]!]))),
    forbids: fc.uniqueArray(fc.integer({ min: 8, max: 12 }), { maxLength: 1 }),
  });
}

const options = fc.record({
  seed: fc.integer({ min: 0, max: 1000 }),
  parentSelector: fc.constantFrom(
    { kind: "pareto" } as const,
    { kind: "current-best" } as const,
    { kind: "epsilon-greedy", epsilon: 0.3 } as const,
    { kind: "top-k-pareto", k: 2 } as const,
    { kind: "newest-best", share: 0.5 } as const,
  ),
  frontier: fc.constantFrom(
    "instance" as const,
    "objective" as const,
    "hybrid" as const,
    "cartesian" as const,
  ),
  componentSelector: fc.constantFrom("round-robin" as const, "failing" as const, "all" as const),
  sampling: fc.constantFrom(
    { kind: "single" } as const,
    { kind: "same-parent", n: 2 } as const,
    { kind: "independent", n: 2 } as const,
    { kind: "p-by-n", p: 2, n: 2 } as const,
  ),
  selection: fc.constantFrom(
    { kind: "all" } as const,
    { kind: "best" } as const,
    { kind: "top-k", k: 2 } as const,
  ),
  acceptance: fc.constantFrom(
    { kind: "strict" } as const,
    { kind: "improvement-or-equal" } as const,
    { kind: "tolerance", tolerance: 0.5 } as const,
  ),
  validation: fc.constantFrom(
    { kind: "full" } as const,
    { kind: "inherit", rows: 2 } as const,
    { kind: "k-fold", folds: 2 } as const,
  ),
  winner: fc.constantFrom({ kind: "highest-mean" } as const, { kind: "newest-best" } as const),
  final: fc.constantFrom(null, { candidates: 2, level: 0.5 }),
  cache: fc.boolean(),
  reuseParentRollouts: fc.boolean(),
  usesMerge: fc.boolean(),
  combee: fc.boolean(),
  hypotheses: fc.integer({ min: 1, max: 3 }),
  workedExamples: fc.constantFrom(0, 2, 3),
  letters: fc.constantFrom<EngineSpec["reflector"]["letters"]>(
    [],
    ["short", "short", "causes", "edits"],
    ["full", "full", "short", "causes", "edits"],
  ),
  minibatch: fc.constantFrom<number | "from-failure-rate">(1, 2, 3, 4, "from-failure-rate"),
  spare: fc.integer({ min: 0, max: 60 }),
  reflectionCalls: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
  seeds: fc.integer({ min: 1, max: 2 }),
});

type Options = typeof options extends fc.Arbitrary<infer T> ? T : never;

export function generatedRun(preset: "studio" | "reference" | "either"): fc.Arbitrary<GeneratedRun> {
  const shape = fc.record({
    names: fc.integer({ min: 1, max: 3 }).map((n) => components.slice(0, n)),
    options,
    preset:
      preset === "either" ? fc.constantFrom("studio" as const, "reference" as const) : fc.constant(preset),
    isShared: fc.boolean(),
  });
  return shape.chain(({ names, options: chosen, preset: which, isShared }) =>
    fc
      .record({
        feedback: fc.array(row(names), { minLength: 1, maxLength: 9 }),
        pareto: fc.array(row(names), { minLength: 1, maxLength: 5 }),
        texts: fc.array(fc.tuple(...names.map(() => rules)), { minLength: 2, maxLength: 2 }),
      })
      .map(({ feedback, pareto, texts }) => {
        const task = { feedback, pareto: isShared ? feedback : pareto };
        const seeds = texts
          .slice(0, chosen.seeds)
          .map((lists) =>
            Object.fromEntries(names.map((name, i) => [name, lists[i]!.toSorted((a, b) => a - b).join(",")])),
          );
        return { task, spec: specFor(which, chosen, task, seeds, isShared) };
      }),
  );
}

function specFor(
  preset: "studio" | "reference",
  chosen: Options,
  task: RuleTask,
  seedCandidates: EngineSpec["seedCandidates"],
  paretoIsFeedback: boolean,
): EngineSpec {
  const {
    usesMerge,
    combee,
    letters,
    hypotheses,
    workedExamples,
    minibatch,
    spare,
    reflectionCalls,
    seeds: _seeds,
    ...same
  } = chosen;
  const make = preset === "studio" ? studioSpec : referenceSpec;
  const merge = preset === "studio" ? studioMerge : { ...referenceMerge, zeroWeights: "uniform" as const };
  const base = make({
    ...same,
    seedCandidates,
    splits: { feedback: task.feedback.length, pareto: task.pareto.length, test: 0, paretoIsFeedback },
    merge: usesMerge ? { ...merge, overlapFloor: 1, subsampleSize: 3 } : null,
    stop: { score: null, noImprovement: null, candidates: null, iterations: 25 },
  });
  return {
    ...base,
    minibatch: { ...base.minibatch, size: minibatch },
    reflector: {
      ...base.reflector,
      combee,
      ...(preset === "studio" ? { letters, hypotheses, workedExamples } : {}),
    },
    budget: {
      ...base.budget,
      metricCalls: task.pareto.length * seedCandidates.length + spare,
      reflectionCalls,
    },
  };
}

export async function runOf({ task, spec }: GeneratedRun, script = objectives): Promise<JournalEvent[]> {
  return journalOf(spec, createWorld(task, script).ports);
}

/** What a candidate with these rows and means has on a front. */
export function scoreOn(
  rows: readonly ScoredRow[],
  means: Readonly<Record<string, number>>,
  key: ReturnType<typeof frontierRows>[number]["key"],
): number | undefined {
  if (key.kind === "objective") return means[key.objective];
  const row = rows.find((one) => one.example === key.example);
  return key.kind === "instance" ? row?.score : row?.objectives?.[key.objective];
}
