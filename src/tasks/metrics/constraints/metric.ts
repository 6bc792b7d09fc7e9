import { parsedJson } from "../../../shared/json.ts";
import type { Example } from "../../task-spec.ts";
import type { Metric, MetricInput, MetricOptions } from "../metric.ts";
import { flagOption, numberOption, own, textOption } from "../read-options.ts";
import { because, verdict } from "../verdict.ts";
import { constraints } from "./catalogue.ts";
import type { Constraint, ConstraintParameters, Degree } from "./constraint.ts";
import { isInstruction, readInstruction } from "./ifeval.ts";

export const constraintsMetric: Metric = {
  kind: "constraints",
  title: "Constraints",
  explanation:
    "Share of the demands on form that the answer meets, each checked by code (as in IFEval); says which are not met.",
  options: [
    {
      name: "constraints",
      type: "constraints",
      meaning: 'Demands for every row: [{ "name": "at-most-words", "count": 50 }, …].',
    },
    {
      name: "column",
      type: "column",
      meaning:
        "Column that holds such a list for its row, in place of or beside the common one; names of IFEval are understood.",
    },
    {
      name: "parameters",
      type: "column",
      meaning: "Column with a list of the parameters of those constraints, as IFEval's kwargs.",
    },
  ],
  check(options) {
    const problem = listOf(own(options, "constraints")).map(demandOf).find(isUnknown);
    if (problem !== undefined) return sentence(problem);
    return own(options, "constraints") === undefined && textOption(options, "column") === undefined
      ? "No constraints are given."
      : undefined;
  },
  checkRow(example, options) {
    const demands = demandsOf(example, options);
    const problem = demands.find(isUnknown);
    if (problem !== undefined) return sentence(problem);
    return demands.length === 0 && !isEmptyOnPurpose(example, options)
      ? "No constraint is named for it."
      : undefined;
  },
  async judge(input, options) {
    const demands = demandsOf(input.example, options);
    if (demands.length === 0 && isEmptyOnPurpose(input.example, options))
      return verdict(1, "No constraint is named for this row.");
    const unknown = demands.filter(isUnknown);
    const known = demands.filter((demand): demand is Demand => typeof demand !== "string");
    // Of what weighs nothing nothing is said either.
    const usable = known.filter(({ weight }) => weight > 0);
    if (usable.length === 0 && known.length > 0)
      return verdict(1, "No constraint of this row weighs anything.");
    if (usable.length === 0)
      return verdict(0, "This row names no constraint that is known, so the answer could not be checked.");
    const broken: string[] = [];
    let met = 0;
    for (const demand of usable) {
      const { score, problem = "" } = await degreeOf(demand, input);
      met += demand.weight * score;
      if (score < 1)
        broken.push(`${score > 0 ? "Met in part" : "Not met"}: ${saysOf(demand)} ${problem}`.trim());
    }
    const share = met / usable.reduce((sum, { weight }) => sum + weight, 0);
    const left = unknown.length === 0 ? "" : ` Not checked: ${unknown.join("; ")}.`;
    const reason = because(input.example);
    if (broken.length === 0)
      return verdict(1, `Right: all ${usable.length} constraints are met.${left}${reason}`);
    const told = `${[...new Set(broken)].join(" ")}${left}${reason}`;
    const enough = enoughOf(input.example, options);
    return share >= enough
      ? verdict(1, `Enough of the constraints are met (${share.toFixed(2)} of 1, from ${enough}). ${told}`)
      : verdict(share, told);
  },
};

interface Demand {
  readonly constraint: Constraint;
  readonly parameters: ConstraintParameters;
  /** Beside the others, which have 1 unless they say otherwise. */
  readonly weight: number;
}

/** How far an answer meets a demand; one may be turned round. */
async function degreeOf({ constraint, parameters }: Demand, input: MetricInput): Promise<Degree> {
  if (input.output.trim() === "") return { score: 0, problem: "The answer was empty." };
  const found = await constraint.verify(input.output, parameters, input.example, input.sandbox);
  const degree: Degree =
    found === undefined ? { score: 1 } : typeof found === "string" ? { score: 0, problem: found } : found;
  const score = Math.min(1, Math.max(0, degree.score));
  if (!flagOption(parameters, "negate")) return { ...degree, score };
  return { score: 1 - score, ...(score > 0 ? { problem: "It does." } : {}) };
}

function saysOf({ constraint, parameters }: Demand): string {
  const says = constraint.says(parameters);
  return flagOption(parameters, "negate") ? `Do not do this: ${says}` : says;
}

/** The share from which a row passes in full, where its list of demands says one: `{ "name": "enough", "share": 0.8 }`. */
function enoughOf(example: Example, options: MetricOptions): number {
  const said = listOf(cellOf(example, options, "column")).find(({ name }) => name === "enough");
  return (said === undefined ? undefined : numberOption(said, "share")) ?? Infinity;
}

function isUnknown(demand: Demand | string): demand is string {
  return typeof demand === "string";
}

function sentence(problem: string): string {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
}

/** An empty list says that this row has no constraints; an empty cell says nothing. */
function isEmptyOnPurpose(example: Example, options: MetricOptions): boolean {
  const column = textOption(options, "column") ?? "";
  return /^\s*\[\s*\]\s*$/.test(own(example.expected, column) ?? own(example.inputs, column) ?? "");
}

/** The demands on a row's answer; in place of one that cannot be checked, why. */
function demandsOf(example: Example, options: MetricOptions): readonly (Demand | string)[] {
  const named = listOf(cellOf(example, options, "column"));
  const given = parsedJson(cellOf(example, options, "parameters") ?? "");
  // IFEval keeps the arguments of the named instructions in a list beside theirs.
  const withArguments = named.map((parameters, at) =>
    Array.isArray(given) ? { ...(given[at] as object | null), name: parameters["name"] } : parameters,
  );
  return [...listOf(own(options, "constraints")), ...withArguments]
    .filter(({ name }) => name !== "enough")
    .map(demandOf);
}

/** What a row holds in the column that an option names. */
function cellOf(example: Example, options: MetricOptions, option: string): string | undefined {
  const column = textOption(options, option);
  return column === undefined ? undefined : (own(example.expected, column) ?? own(example.inputs, column));
}

function demandOf(given: ConstraintParameters): Demand | string {
  const called = textOption(given, "name") ?? "";
  const parameters = isInstruction(called) ? readInstruction(called, given) : given;
  if (typeof parameters === "string") return parameters;
  const name = textOption(parameters, "name") ?? "";
  const constraint = own(constraints, name);
  if (constraint === undefined) return `there is no constraint called "${name}"`;
  return { constraint, parameters, weight: Math.max(0, numberOption(given, "weight") ?? 1) };
}

function listOf(value: unknown): ConstraintParameters[] {
  if (typeof value === "string") {
    try {
      return listOf(JSON.parse(value) as unknown);
    } catch {
      // Not JSON: names of constraints without parameters, as people write them.
      return value
        .split(/[,;\n]/)
        .map((name) => ({ name: name.trim() }))
        .filter(({ name }) => name !== "");
    }
  }
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (typeof entry === "string") return [{ name: entry }];
    return entry !== null && typeof entry === "object" ? [entry as ConstraintParameters] : [];
  });
}
