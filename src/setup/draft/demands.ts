import { constraints } from "../../tasks/metrics/constraints/catalogue.ts";
import type { ConstraintParameters } from "../../tasks/metrics/constraints/constraint.ts";
import { own } from "../../tasks/metrics/read-options.ts";

export type Demand = ConstraintParameters & { readonly name: string };

/** Demands on the form of answers that an option holds, whoever wrote it. */
export function demandsOf(value: unknown): readonly Demand[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (entry: unknown): entry is Demand =>
      entry !== null && typeof entry === "object" && typeof (entry as Partial<Demand>).name === "string",
  );
}

/** A demand as it is picked from the list, its numbers at a usual size; none where there is no such demand. */
export function newDemand(name: string): readonly Demand[] {
  const usual = own(constraints, name)?.parameters.flatMap((parameter) =>
    parameter.type === "number" ? [[parameter.name, 3] as const] : [],
  );
  return usual === undefined ? [] : [{ name, ...Object.fromEntries(usual) }];
}

/** What stands in the field of one of its parameters. */
export function parameterText(demand: Demand, name: string): string {
  const value = demand[name];
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
