import type { Example } from "../../task-spec.ts";
import type { MetricOption, Sandbox } from "../metric.ts";

/** Parameters of one constraint on one row. */
export type ConstraintParameters = Readonly<Record<string, unknown>>;

/** A demand on the form of an answer that code can check, in the manner of IFEval (arXiv 2311.07911). */
export interface Constraint {
  readonly name: string;
  /** The demand as a sentence, with its parameters filled in. */
  says(parameters: ConstraintParameters): string;
  /** What is wrong, as a sentence; undefined when the demand is met. Patterns are tried in the sandbox. */
  verify(
    text: string,
    parameters: ConstraintParameters,
    example: Example,
    sandbox?: Sandbox,
  ): string | undefined | Promise<string | undefined>;
  readonly parameters: readonly MetricOption[];
}

export const countParameter: MetricOption = {
  name: "count",
  type: "number",
  meaning: "The number that counts.",
};
export const wordsParameter: MetricOption = { name: "words", type: "list", meaning: "The words or phrases." };
export const textParameter: MetricOption = { name: "text", type: "text", meaning: "The text." };
