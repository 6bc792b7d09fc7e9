import type { Metric, MetricInput, MetricOptions } from "../metric.ts";
import { own, textOption } from "../read-options.ts";
import { because, verdict } from "../verdict.ts";
import { constraints } from "./catalogue.ts";
import type { Constraint, ConstraintParameters } from "./constraint.ts";

export const constraintsMetric: Metric = {
  kind: "constraints",
  title: "Constraints",
  explanation:
    "Share of the demands on form that the answer meets, each checked by code (as in IFEval); says which are not met.",
  options: [
    {
      name: "constraints",
      type: "json",
      meaning: 'Demands for every row: [{ "name": "at-most-words", "count": 50 }, …].',
    },
    {
      name: "column",
      type: "column",
      meaning: "Column that holds such a list for its row, in place of or beside the common one.",
    },
  ],
  check(options) {
    const list = listOf(own(options, "constraints"));
    const problem = list.map(problemOf).find((one) => one !== undefined);
    if (problem !== undefined) return problem;
    return list.length === 0 && textOption(options, "column") === undefined
      ? "No constraints are given."
      : undefined;
  },
  judge(input, options) {
    const demands = demandsOf(input, options);
    const usable = demands.flatMap((demand) =>
      demand.constraint === undefined ? [] : [{ ...demand, constraint: demand.constraint }],
    );
    if (usable.length === 0)
      return verdict(0, "This row names no constraint that is known, so the answer could not be checked.");
    const broken = usable.flatMap(({ constraint, parameters }) => {
      const problem =
        input.output.trim() === ""
          ? "The answer was empty."
          : constraint.verify(input.output, parameters, input.example);
      return problem === undefined ? [] : [`Not met: ${constraint.says(parameters)} ${problem}`];
    });
    const reason = because(input.example);
    if (broken.length === 0) return verdict(1, `Right: all ${usable.length} constraints are met.${reason}`);
    return verdict(1 - broken.length / usable.length, `${[...new Set(broken)].join(" ")}${reason}`);
  },
};

interface Demand {
  readonly constraint: Constraint | undefined;
  readonly parameters: ConstraintParameters;
}

function demandsOf({ example }: MetricInput, options: MetricOptions): Demand[] {
  const column = textOption(options, "column");
  const named =
    column === undefined ? undefined : (own(example.expected, column) ?? own(example.inputs, column));
  const list = [...listOf(own(options, "constraints")), ...listOf(named)];
  return list.map((parameters) => ({
    constraint: own(constraints, textOption(parameters, "name") ?? ""),
    parameters,
  }));
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

function problemOf(parameters: ConstraintParameters): string | undefined {
  const name = textOption(parameters, "name") ?? "";
  return own(constraints, name) === undefined ? `There is no constraint called "${name}".` : undefined;
}
