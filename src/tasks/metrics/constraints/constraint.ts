import type { Example } from "../../task-spec.ts";
import type { MetricOption, Sandbox } from "../metric.ts";
import { flagOption } from "../read-options.ts";

/** Parameters of one constraint on one row. */
export type ConstraintParameters = Readonly<Record<string, unknown>>;

type Finding = string | Degree | undefined;

/** A demand that is met in part. */
export interface Degree {
  /** 0..1. */
  readonly score: number;
  readonly problem?: string;
}

/** A demand on the form of an answer that code can check, in the manner of IFEval (arXiv 2311.07911). */
export interface Constraint {
  readonly name: string;
  /** The demand as a sentence, with its parameters filled in. */
  says(parameters: ConstraintParameters): string;
  /**
   * What is wrong, as a sentence; undefined when the demand is met; a degree where it can be met in part. Patterns and
   * scripts run in the sandbox.
   */
  verify(
    text: string,
    parameters: ConstraintParameters,
    example: Example,
    sandbox?: Sandbox,
  ): Finding | Promise<Finding>;
  readonly parameters: readonly MetricOption[];
}

export const caseParameter: MetricOption = {
  name: "caseSensitive",
  type: "boolean",
  meaning: "Capital letters count.",
  default: false,
};

/** A text as a demand compares it: in lower case, unless capital letters count. */
export function inCase(text: string, parameters: ConstraintParameters): string {
  return flagOption(parameters, "caseSensitive") ? text : text.toLowerCase();
}

export const countParameter: MetricOption = {
  name: "count",
  type: "number",
  meaning: "The number that counts.",
};
export const wordsParameter: MetricOption = { name: "words", type: "list", meaning: "The words or phrases." };
export const textParameter: MetricOption = { name: "text", type: "text", meaning: "The text." };
