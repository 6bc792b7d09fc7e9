import { type EngineSpec, studioMerge } from "../../engine/index.ts";
import { type OptimizerName, optimizerTitle } from "../../rivals/optimizers.ts";
import type { RunRequest } from "../../storage/library/runs.ts";
import { withDemos } from "../../tasks/programs/with-demos.ts";
import { raceIdOf, raceRun } from "./race.ts";

/** GEPA with one thing changed. */
interface Variant {
  readonly id: string;
  readonly name: string;
  readonly optimizer?: OptimizerName;
  readonly change?: Partial<EngineSpec>;
}

/** A question about GEPA that a few runs answer: everything is the same but one thing. */
export interface Ablation {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  /** The first is the usual one, which the others are measured against. */
  readonly variants: readonly Variant[];
  /** The prompt has a second text behind the instruction: merging needs two. */
  readonly hasTwoTexts?: boolean;
  /** Searches per variant where the question itself is about chance. */
  readonly seeds?: number;
}

function minibatch(size: number): Variant {
  return {
    id: `minibatch-${size}`,
    name: `Minibatches of ${size}`,
    change: { minibatch: { size, failureAware: true } },
  };
}

export const ablations: readonly Ablation[] = [
  {
    id: "parents",
    title: "Parents: the frontier or always the best",
    says: "Pareto keeps candidates that are best on some row; greedy rewrites only the one with the highest mean.",
    variants: [
      { id: "pareto", name: "Parents from the frontier", change: { parentSelector: { kind: "pareto" } } },
      {
        id: "greedy-parents",
        name: "Greedy: the best parent",
        change: { parentSelector: { kind: "current-best" } },
      },
    ],
  },
  {
    id: "merge",
    title: "Merge: off or on",
    says: "The prompt has two texts here, because a merge takes each text from one of two parents.",
    hasTwoTexts: true,
    variants: [
      { id: "merge-off", name: "Without merge", change: { merge: null } },
      { id: "merge-on", name: "With merge", change: { merge: studioMerge } },
    ],
  },
  {
    id: "minibatch",
    title: "Minibatch: 5, 3 or 10 rows",
    says: "A small minibatch is cheap and easily fooled; a large one spends the budget on the gate.",
    variants: [minibatch(5), minibatch(3), minibatch(10)],
  },
  {
    id: "feedback",
    title: "Feedback text: all of it, the expected answer, only the score",
    says: "The same engine and reflector, told less and less.",
    variants: (["gepa", "gepa-expected-answer", "gepa-eyes-shut"] as const).map((optimizer) => ({
      id: optimizer,
      name: optimizerTitle(optimizer),
      optimizer,
    })),
  },
  {
    id: "seeds",
    title: "Seeds: the same search five times",
    says: "Nothing differs but the draws: this is how much of a difference is luck.",
    variants: [{ id: "usual", name: "GEPA" }],
    seeds: 5,
  },
];

/** Runs an ablation makes when each variant is searched with so many seeds. */
export function ablationSize(ablation: Ablation, seeds: number): number {
  return ablation.variants.length * (ablation.seeds ?? seeds);
}

/** The runs of an ablation under the rules of a race: same rows, budget and Student; no answer read for free. */
export async function ablationRuns(
  ablation: Ablation,
  policySeed: number,
  seeds: number,
  requests?: number,
): Promise<readonly RunRequest[]> {
  const raceId = raceIdOf(`ablation-${ablation.id}`, policySeed, requests);
  const choices = Array.from({ length: ablation.seeds ?? seeds }, (_, i) => i + 1).flatMap((seed) =>
    ablation.variants.map((variant) => ({ seed, variant })),
  );
  return Promise.all(
    choices.map(async ({ seed, variant }) => {
      const base = await raceRun({
        raceId,
        policySeed,
        seed,
        requests,
        optimizer: variant.optimizer ?? "gepa",
      });
      const task = ablation.hasTwoTexts === true ? withDemos(base.task) : base.task;
      const engine = { ...base.engine, seedCandidates: [task.seedCandidate], ...variant.change };
      return { ...base, id: `${raceId}-${variant.id}-${seed}`, name: variant.name, task, engine };
    }),
  );
}
