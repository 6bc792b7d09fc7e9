import type { ModelFailure } from "../../models/language-model.ts";
import type { Example } from "../task-spec.ts";
import type { Complete, Trajectory } from "../task.ts";

/** What a metric may look at. */
export interface MetricInput {
  readonly example: Example;
  /** The program's final answer. */
  readonly output: string;
  readonly trajectory: Trajectory;
  /** The candidate's texts by component, for tasks in which they themselves are judged. */
  readonly texts?: Readonly<Record<string, string>>;
  /** For metrics that ask a model (the judge). */
  readonly complete: Complete;
  /** For metrics written by the user; absent where no sandbox was given. */
  readonly sandbox?: Sandbox;
}

/** Runs a user's code away from everything (design section 3). */
export interface Sandbox {
  /** Calls the function `name` that `code` defines with plain data; errors are values. */
  call(code: string, name: string, input: unknown): Promise<SandboxOutcome>;
}

export type SandboxOutcome =
  | { readonly kind: "returned"; readonly value: unknown; readonly log: readonly string[] }
  | {
      readonly kind: "failed";
      readonly reason: "error" | "time" | "memory" | "not-a-function";
      readonly message: string;
      readonly log: readonly string[];
    };

export interface Verdict {
  readonly kind: "judged";
  /** 0..1, higher is better. */
  readonly score: number;
  /** Why, in words a reflection model can learn from. */
  readonly feedback: string;
  /** What it measured beside the score, 0..1 by name: objectives of their own, which no score counts. */
  readonly parts?: Readonly<Record<string, number>>;
  /** What was confused with what, for tables over a whole split. */
  readonly confusion?: { readonly expected: string; readonly got: string };
}

/** A verdict, or the failure of a model that had to be asked for it. */
export type MetricOutcome = Verdict | ModelFailure;

export type MetricOptions = Readonly<Record<string, unknown>>;

/** One way to score an answer. */
export interface Metric {
  /** How a task's spec calls it. */
  readonly kind: string;
  readonly title: string;
  /** One line: what it measures and when to take it. */
  readonly explanation: string;
  /** Options it understands, with what they mean; the form is drawn from this. */
  readonly options: readonly MetricOption[];
  /** What it weighs beside others until somebody says: little where an answer can score without being right. 1 if absent. */
  readonly usualWeight?: number;
  /** It cannot say anything about a row without an expected answer. */
  readonly needsExpected?: boolean;
  /** It looks at the calls behind an answer: of an answer nobody's program gave it can say nothing. */
  readonly needsProgram?: boolean;
  /** It takes a measurement, so the same answer may score differently the next time. */
  readonly isMeasured?: boolean;
  /** It is for answers that are one of a few labels; told them, it tells a wrong label from none. */
  readonly isForLabels?: boolean;
  /** Its score and its feedback are what people marked: the marks need not be said beside it. */
  readonly readsMarks?: boolean;
  /** Something is missing or wrong in the options, said for the user; undefined when all is well. */
  check?(options: MetricOptions): string | undefined;
  /** Why no answer to this row could be judged, said before anything is asked; undefined when all is well. */
  checkRow?(example: Example, options: MetricOptions): string | undefined;
  judge(input: MetricInput, options: MetricOptions): MetricOutcome | Promise<MetricOutcome>;
}

export interface MetricOption {
  readonly name: string;
  readonly type:
    | "column"
    | "text"
    | "long-text"
    | "number"
    | "boolean"
    | "list"
    | "json"
    | "code"
    | "choice"
    | "constraints"
    /** Filled from elsewhere; no field of a form. */
    | "hidden";
  /** Over its field, where its name does not do. */
  readonly title?: string;
  readonly choices?: readonly string[];
  readonly meaning: string;
  readonly default?: unknown;
}
