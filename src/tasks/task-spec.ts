import type { GeneratorName } from "./gallery/entries.ts";

/**
 * What is optimized, as plain data that is stored, exported and sent between workers. `Task` in task.ts is
 * its running counterpart.
 */

/** What a person said of an answer to a row, or of the row itself where no answer is named. */
export interface RowMark {
  readonly output?: string;
  readonly thumb?: "up" | "down";
  readonly text?: string;
}

/** A row. `id` is stable under re-import (hash of its content and occurrence number). */
export interface Example {
  readonly id: string;
  /** Input fields by column name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Expected fields by column name; may be empty where the metric needs none. */
  readonly expected: Readonly<Record<string, string>>;
  /** Why the expected answer is the expected answer, where known (generated tasks, critiques). */
  readonly reason?: string;
  /** Feedback a person left on this row. */
  readonly note?: string;
  /** What people said of answers to this row, oldest first; one per answer. */
  readonly marks?: readonly RowMark[];
  /** Rows of one group stay in one split. */
  readonly group?: string;
  /** The split the data set itself names. */
  readonly split?: string;
  /** The model that wrote this row, where no person and no generator did; such rows are learned from and never judged by. */
  readonly drafted?: string;
}

export interface GeneratedSource {
  readonly kind: "generated";
  readonly generator: GeneratorName;
  /** Seed of the hidden house policy, or of the rows where there is none. */
  readonly policySeed: number;
  readonly sizes: { readonly feedback: number; readonly pareto: number; readonly test: number };
}

export interface DatasetSource {
  readonly kind: "dataset";
  readonly datasetId: string;
  readonly inputColumns: readonly string[];
  readonly expectedColumn?: string;
  readonly split: SplitSpec;
}

export type TaskSource = GeneratedSource | DatasetSource;

export interface SplitSpec {
  readonly seed: number;
  /** Shares of the usable rows; they sum to 1. */
  readonly shares: { readonly feedback: number; readonly pareto: number; readonly test: number };
  readonly stratifyBy?: string;
  readonly groupBy?: string;
  /** Rows whose inputs are nearly the same text stay in one split. */
  readonly keepTwins?: boolean;
  /** A column that already says feedback/pareto/test (or train/val/test). */
  readonly column?: string;
}

/** Example ids per split, frozen when a run is made: engine positions index into these lists. */
export interface Splits {
  readonly feedback: readonly string[];
  readonly pareto: readonly string[];
  readonly test: readonly string[];
}

/** One Student call. `{{column}}` in `userTemplate` is replaced by the row's field, `{{module.output}}` by an earlier module's answer. */
export interface ModuleSpec {
  readonly name: string;
  /** The component whose text is this module's system prompt. */
  readonly component: string;
  /** A component whose text (demonstrations) follows the instruction in the system prompt. */
  readonly demosComponent?: string;
  readonly userTemplate: string;
  readonly role: ModelRole;
  readonly output:
    | { readonly kind: "text" }
    | { readonly kind: "label"; readonly labels: readonly string[] }
    /** `isObject`: without a schema, the model is held to an object of any shape. */
    | {
        readonly kind: "json";
        readonly schema?: Readonly<Record<string, unknown>>;
        readonly isObject?: true;
      };
  readonly maxTokens: number;
  readonly temperature: number;
  /** Looked up among the task's documents before the call: `{{name.passages}}` in this template and later ones. */
  readonly search?: { readonly query: string; readonly passages: number };
  /** Runs only where the filled template `value` is one of these (any case); skipped, its output is empty. */
  readonly when?: { readonly value: string; readonly isOneOf: readonly string[] };
}

/** Without modules nothing is asked of the Student: the candidate's texts themselves are judged (any text, not just prompts). */
export interface ProgramSpec {
  readonly modules: readonly ModuleSpec[];
}

/** A metric by name with its options; several are combined by weight. */
interface MetricSpec {
  readonly kind: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a program's searches look through. */
export type DocumentSource =
  | {
      readonly kind: "dataset";
      readonly datasetId: string;
      readonly textColumn: string;
      readonly titleColumn?: string;
    }
  /** The studio's own small encyclopaedia of an invented country, written from a seed. */
  | { readonly kind: "encyclopaedia"; readonly seed: number };

export interface TaskSpec {
  readonly id: string;
  readonly name: string;
  readonly source: TaskSource;
  readonly program: ProgramSpec;
  readonly documents?: DocumentSource;
  /** Times the program runs on each row, for noisy Students; the score is the mean. Absent: once. */
  readonly repeats?: number;
  readonly metrics: readonly (MetricSpec & {
    readonly name: string;
    readonly weight: number;
    readonly negate?: boolean;
    readonly threshold?: number;
  })[];
  /** Text per component the search starts from. */
  readonly seedCandidate: Readonly<Record<string, string>>;
  readonly objective?: string;
  readonly background?: string;
}

/** Which of a run's two models is asked. */
export type ModelRole = "student" | "reflection";
