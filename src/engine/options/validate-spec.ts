import { componentNames, isIntegerLike } from "../pool/candidate.ts";
import { missingPlaceholders } from "../reflector/meta-prompt.ts";
import type { EngineSpec } from "./spec.ts";

/** Something in a spec that must be changed before anything is spent. */
export interface SpecProblem {
  readonly kind: SpecProblemKind;
  /** Path of the field, as in the spec. */
  readonly field: string;
  /** A sentence that says what to change. */
  readonly message: string;
}

export type SpecProblemKind =
  | "no-seed"
  | "empty-seed"
  | "component-name"
  | "seeds-differ"
  | "empty-split"
  | "no-stop-condition"
  | "unknown-choice"
  | "out-of-range"
  | "missing-placeholder"
  | "unknown-component"
  | "budget-too-small";

export class InvalidSpec extends Error {
  readonly problems: readonly SpecProblem[];

  constructor(problems: readonly SpecProblem[]) {
    super(problems.map((problem) => `${problem.field}: ${problem.message}`).join("\n"));
    this.name = "InvalidSpec";
    this.problems = problems;
  }
}

export function assertValidSpec(spec: EngineSpec): void {
  const problems = validateSpec(spec);
  if (problems.length > 0) throw new InvalidSpec(problems);
}

/** Everything wrong with a spec, each with the sentence that says what to change. Empty: it can run. */
export function validateSpec(spec: EngineSpec): readonly SpecProblem[] {
  return [
    ...seedProblems(spec),
    ...splitProblems(spec),
    ...choiceProblems(spec),
    ...rangeProblems(spec),
    ...templateProblems(spec),
    ...componentProblems(spec),
    ...budgetProblems(spec),
  ];
}

function problem(kind: SpecProblemKind, field: string, message: string): SpecProblem {
  return { kind, field, message };
}

function seedProblems({ seedCandidates }: EngineSpec): SpecProblem[] {
  const [first, ...others] = seedCandidates;
  if (first === undefined) return [problem("no-seed", "seedCandidates", "give at least one seed candidate")];
  const names = componentNames(first);
  if (names.length === 0) {
    return [problem("empty-seed", "seedCandidates.0", "a candidate needs at least one component")];
  }
  const named = names.flatMap((name) => {
    const field = `seedCandidates.0.${name}`;
    if (isIntegerLike(name)) {
      return [
        problem("component-name", field, `name the component "${name}" by a word: numbers lose their order`),
      ];
    }
    return name.trim() === "" || name === "*" || name === "__proto__"
      ? [problem("component-name", field, "give the component another name")]
      : [];
  });
  const different = others.flatMap((other, i) =>
    componentNames(other).join("\n") === names.join("\n")
      ? []
      : [
          problem(
            "seeds-differ",
            `seedCandidates.${i + 1}`,
            `use the components of the first seed: ${names.join(", ")}`,
          ),
        ],
  );
  return [...named, ...different];
}

function splitProblems({ splits }: EngineSpec): SpecProblem[] {
  const empty = (["feedback", "pareto"] as const).filter((name) => !(splits[name] > 0));
  const problems = empty.map((name) =>
    problem("empty-split", `splits.${name}`, `put at least one example into the ${name} set`),
  );
  if (splits.paretoIsFeedback && splits.pareto !== splits.feedback) {
    const message = "the two sets are declared to be the same rows, so they must have the same size";
    problems.push(problem("out-of-range", "splits.paretoIsFeedback", message));
  }
  return problems;
}

/** Plain data may come from a file or an old version, so every choice is checked by name. */
function choiceProblems(spec: EngineSpec): SpecProblem[] {
  const choices: readonly [string, string, readonly string[]][] = [
    ["preset", spec.preset, ["reference", "studio"]],
    [
      "parentSelector",
      spec.parentSelector.kind,
      ["pareto", "current-best", "epsilon-greedy", "top-k-pareto"],
    ],
    ["frontier", spec.frontier, ["instance", "objective", "hybrid", "cartesian"]],
    ["componentSelector", spec.componentSelector, ["round-robin", "all", "custom"]],
    ["sampling", spec.sampling.kind, ["single", "same-parent", "independent", "p-by-n"]],
    ["acceptance", spec.acceptance.kind, ["strict", "improvement-or-equal", "tolerance"]],
    ["selection", spec.selection.kind, ["all", "best", "top-k"]],
    ["validation", spec.validation.kind, ["full", "partial", "rotating", "k-fold"]],
    ["winner", spec.winner.kind, ["highest-mean", "noise-band"]],
    ["failures", spec.failures.kind, ["leave-out", "raise", "continue"]],
    ["budget.policy", spec.budget.policy, ["reserve", "overshoot"]],
    ["setOrder", spec.setOrder, ["ascending", "cpython"]],
  ];
  return choices.flatMap(([field, given, known]) =>
    known.includes(given)
      ? []
      : [problem("unknown-choice", field, `"${given}" is not known; choose one of ${known.join(", ")}`)],
  );
}

interface Range {
  readonly field: string;
  readonly value: number | null | undefined;
  readonly least: number;
  readonly whole?: boolean;
}

function rangeProblems(spec: EngineSpec): SpecProblem[] {
  return ranges(spec).flatMap(({ field, value, least, whole = true }) => {
    if (value === null || value === undefined) return [];
    if (Number.isFinite(value) && value >= least && (!whole || Number.isSafeInteger(value))) return [];
    const form = whole ? "a whole number" : "a number";
    return [problem("out-of-range", field, `${value} cannot be used: choose ${form} of at least ${least}`)];
  });
}

function ranges(spec: EngineSpec): Range[] {
  const { minibatch, sampling, selection, parentSelector, acceptance, merge, validation, stop, budget } =
    spec;
  const { reflector, guards, failures, winner } = spec;
  const anyNumber = Number.MIN_SAFE_INTEGER;
  return [
    { field: "seed", value: spec.seed, least: anyNumber },
    {
      field: "minibatch.size",
      value: minibatch.size === "from-failure-rate" ? null : minibatch.size,
      least: 1,
    },
    { field: "perfectScore", value: spec.perfectScore, least: anyNumber, whole: false },
    { field: "sampling.n", value: "n" in sampling ? sampling.n : null, least: 1 },
    { field: "sampling.p", value: "p" in sampling ? sampling.p : null, least: 1 },
    { field: "selection.k", value: selection.kind === "top-k" ? selection.k : null, least: 1 },
    { field: "parentSelector.k", value: "k" in parentSelector ? parentSelector.k : null, least: 1 },
    ...epsilonRange(spec),
    {
      field: "acceptance.tolerance",
      value: "tolerance" in acceptance ? acceptance.tolerance : null,
      least: 0,
      whole: false,
    },
    { field: "merge.maxInvocations", value: merge?.maxInvocations, least: 0 },
    { field: "merge.overlapFloor", value: merge?.overlapFloor, least: 1 },
    { field: "merge.subsampleSize", value: merge?.subsampleSize, least: 1 },
    { field: "validation.size", value: "size" in validation ? validation.size : null, least: 1 },
    { field: "validation.folds", value: "folds" in validation ? validation.folds : null, least: 2 },
    { field: "budget.metricCalls", value: budget.metricCalls, least: 1 },
    { field: "budget.reflectionCalls", value: budget.reflectionCalls, least: 0 },
    { field: "stop.score", value: stop.score, least: anyNumber, whole: false },
    { field: "stop.noImprovement", value: stop.noImprovement, least: 1 },
    { field: "stop.candidates", value: stop.candidates, least: 1 },
    { field: "stop.iterations", value: stop.iterations, least: 1 },
    { field: "reflector.maxAttempts", value: reflector.maxAttempts, least: 1 },
    { field: "reflector.promptTokens", value: reflector.promptTokens, least: 1 },
    { field: "reflector.rejectedMemory", value: reflector.rejectedMemory, least: 0 },
    { field: "guards.copyGuard.ngram", value: guards.copyGuard?.ngram, least: 2 },
    {
      field: "winner.rows",
      value: winner.kind === "noise-band" ? winner.rows : null,
      least: 0,
      whole: false,
    },
    { field: "idleEpochs", value: spec.idleEpochs, least: 1 },
    {
      field: "failures.maxRetries",
      value: failures.kind === "leave-out" ? failures.maxRetries : null,
      least: 0,
    },
    ...Object.entries(guards.tokenCap).map(([name, value]) => ({
      field: `guards.tokenCap.${name}`,
      value,
      least: 1,
    })),
  ];
}

/** A share: above 1 is as wrong as below 0. */
function epsilonRange({ parentSelector }: EngineSpec): Range[] {
  if (parentSelector.kind !== "epsilon-greedy") return [];
  const { epsilon } = parentSelector;
  const value = epsilon > 1 ? Number.NaN : epsilon;
  return [{ field: "parentSelector.epsilon", value, least: 0, whole: false }];
}

function templateProblems({ reflector }: EngineSpec): SpecProblem[] {
  return Object.entries(reflector.templates).flatMap(([name, template]) => {
    const missing = missingPlaceholders(template);
    if (missing.length === 0) return [];
    const message = `Missing placeholder(s) in prompt template: ${missing.join(", ")}`;
    return [problem("missing-placeholder", `reflector.templates.${name}`, message)];
  });
}

/** Guards and templates for a component that does not exist would silently do nothing. */
function componentProblems({ seedCandidates, guards, reflector }: EngineSpec): SpecProblem[] {
  const known = new Set([...componentNames(seedCandidates[0] ?? {}), "*"]);
  const named: readonly [string, object][] = [
    ["guards.mustKeep", guards.mustKeep],
    ["guards.tokenCap", guards.tokenCap],
    ["reflector.templates", reflector.templates],
  ];
  return named.flatMap(([field, map]) =>
    Object.keys(map)
      .filter((name) => !known.has(name))
      .map((name) => problem("unknown-component", `${field}.${name}`, `there is no component "${name}"`)),
  );
}

function budgetProblems(spec: EngineSpec): SpecProblem[] {
  const { budget, stop, seedCandidates, splits } = spec;
  const limits = [budget.metricCalls, budget.reflectionCalls, ...Object.values(stop)];
  if (limits.every((limit) => limit === null)) {
    const message = "give a budget of metric calls, or another condition to stop at";
    return [problem("no-stop-condition", "budget", message)];
  }
  const seeds = seedCandidates.length * splits.pareto;
  if (budget.policy === "reserve" && budget.metricCalls !== null && budget.metricCalls < seeds) {
    const message = `scoring the seed takes ${seeds} metric calls: allow at least as many`;
    return [problem("budget-too-small", "budget.metricCalls", message)];
  }
  return [];
}
