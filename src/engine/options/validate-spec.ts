import { requestsPerRollout } from "../budget/requests.ts";
import { componentNames, isIntegerLike } from "../pool/candidate.ts";
import { engineOptions } from "./engine-options.ts";
import { choice } from "./kinds.ts";
import { problem, type SpecProblem } from "./spec-problem.ts";
import type { EngineSpec } from "./spec.ts";

const presetChoice = { kind: choice("reference", "studio") };

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
  const options = optionProblems(spec);
  const limitsAreSound = !options.some(({ field }) => /^(budget|stop)/.test(field));
  return [
    ...seedProblems(spec),
    ...splitProblems(spec),
    ...options,
    ...(limitsAreSound ? budgetProblems(spec) : []),
  ];
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

function optionProblems(spec: EngineSpec): readonly SpecProblem[] {
  const components = new Set([...componentNames(spec.seedCandidates[0] ?? {}), "*"]);
  return Object.entries({ preset: presetChoice, ...engineOptions }).flatMap(([field, { kind }]) =>
    kind.problems(spec[field as keyof EngineSpec], { field, components }),
  );
}

function budgetProblems(spec: EngineSpec): SpecProblem[] {
  const { budget, stop, seedCandidates, splits } = spec;
  const limits = [budget.metricCalls, budget.requests, budget.reflectionCalls, ...Object.values(stop)];
  if (limits.every((limit) => limit === null)) {
    const message = "give a budget of requests or of metric calls, or another condition to stop at";
    return [problem("no-stop-condition", "budget", message)];
  }
  const seeds = seedCandidates.length * splits.pareto;
  if (budget.policy === "reserve" && budget.metricCalls !== null && budget.metricCalls < seeds) {
    const message = `scoring the seed takes ${seeds} metric calls: allow at least as many`;
    return [problem("budget-too-small", "budget.metricCalls", message)];
  }
  const requests = seeds * requestsPerRollout(budget);
  if (budget.policy === "reserve" && budget.requests !== null && budget.requests < requests) {
    const message = `scoring the seed may take ${requests} requests: allow at least as many`;
    return [problem("budget-too-small", "budget.requests", message)];
  }
  return [];
}
