import type { ReflectionChoice, StudentChoice } from "../../models/model-choice.ts";
import type {
  ColumnRoles,
  ImportPreview,
  ImportSummary,
  ReadOptions,
  RowsSurvey,
} from "../../protocol/import-worker.ts";
import type { GeneratorName, RowSizes } from "../../tasks/gallery/entries.ts";
import { sketchOfShape } from "../../tasks/programs/shapes.ts";
import type { ProgramSketch } from "../../tasks/programs/sketch.ts";
import { demoHouses } from "../../tasks/routing/demo-houses.ts";
import { createLabelTally } from "../../tasks/splits/label-tally.ts";
import type { ModelRole } from "../../tasks/task-spec.ts";
import { ROUTING_BUDGET } from "../race/routing-run.ts";
import { type DraftOptions, usualOptions } from "./draft-options.ts";

/** Rows brought by the user. */
export interface DraftRows {
  readonly file: File;
  readonly preview: ImportPreview;
  readonly roles: ColumnRoles;
  /** How the file is read where the guess was not right. */
  readonly reading: ReadOptions;
  /** What the whole file holds and how it divides; undefined until it was read. */
  readonly survey?: DraftSurvey;
}

/** A whole file: what was read of it, and how it divides. */
export interface DraftSurvey extends RowsSurvey {
  readonly summary: ImportSummary;
}

/** How rows are divided, beyond what their roles say. */
interface DraftDivision {
  /** Column whose values keep their share in every split; empty for the labels, where there are some. */
  readonly stratifyBy: string;
  readonly keepTwins: boolean;
}

/** Documents a program looks things up in. */
export interface DraftDocuments {
  readonly file: File;
  readonly preview: ImportPreview;
  readonly reading: ReadOptions;
  readonly textColumn: string;
  readonly titleColumn?: string;
}

/** One of the metrics an answer is judged by. */
export interface DraftMetric {
  readonly kind: string;
  /** How it is called in feedback and tables; empty takes its kind. */
  readonly name: string;
  /** The metric's own options by name, as the user set them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly weight: number;
  readonly negate: boolean;
  /** At or above it the score is 1, below it 0; undefined leaves it as it is. */
  readonly threshold?: number;
}

/** The run a draft goes on from. */
export interface GoesOn {
  readonly taskId: string;
  readonly runId: string;
  readonly number: number;
  /** Its candidate that is the first prompt now. */
  readonly candidate: number;
  readonly way: "reflection" | "budget" | "rows" | "student";
  /** Pareto rows to learn from as well. */
  readonly rows: readonly string[];
}

export interface Draft {
  readonly task: "routing" | "rows" | "saved";
  readonly policySeed: number;
  readonly savedTaskId?: string;
  /** Counts while `savedTaskId` is its task. */
  readonly goesOn?: GoesOn;
  /** Requests a row of that task takes of each model. */
  readonly savedRequests?: Readonly<Record<ModelRole, number>>;
  /** Rows of that task in each split, as its run will have them. */
  readonly savedRows?: RowSizes;
  /** The gallery's task that was opened; it is stored like any other (`saved`). */
  readonly gallery?: GeneratorName;
  readonly name: string;
  readonly rows?: DraftRows;
  readonly seedPrompt: string;
  /** Programs of several prompts: the texts after the first, by component. */
  readonly laterTexts: Readonly<Record<string, string>>;
  /** What is asked of the models about a row of one's own; with one prompt, `seedPrompt` is its text. */
  readonly program: ProgramSketch;
  readonly documents?: DraftDocuments;
  readonly division: DraftDivision;
  /** At least one. */
  readonly metrics: readonly DraftMetric[];
  readonly student: StudentChoice;
  readonly reflection: ReflectionChoice;
  /** Most requests the search's rollouts may send; rollouts, where no model is asked anything. */
  readonly requests: number;
  /** Rows a candidate is judged on; the rest is divided between learning and the sealed test. */
  readonly paretoRows: number;
  readonly options: DraftOptions;
  /** What was typed for an option and cannot be its value, by option; nothing starts while there is any. */
  readonly mistyped: Readonly<Partial<Record<keyof DraftOptions, string>>>;
}

export const firstDraft: Draft = {
  task: "routing",
  policySeed: demoHouses[1],
  name: "Support routing",
  seedPrompt: "Label the message.",
  laterTexts: {},
  program: sketchOfShape("one-prompt"),
  division: { stratifyBy: "", keepTwins: false },
  metrics: [{ kind: "label", name: "", options: {}, weight: 1, negate: false }],
  student: { kind: "embedded" },
  reflection: { kind: "coach" },
  requests: ROUTING_BUDGET.requests,
  paretoRows: 40,
  options: usualOptions,
  mistyped: {},
};

/** The texts of a task as a draft holds them: the first by itself, the others by name. */
export function textsOf(
  seedCandidate: Readonly<Record<string, string>>,
): Pick<Draft, "seedPrompt" | "laterTexts"> {
  const [first, ...later] = Object.entries(seedCandidate);
  return { seedPrompt: first?.[1] ?? "", laterTexts: Object.fromEntries(later) };
}

/** The same texts with what the user made of them, in the task's own order. */
export function withTextsOf(
  draft: Pick<Draft, "seedPrompt" | "laterTexts">,
  seedCandidate: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(seedCandidate).map(([component, text], at) => [
      component,
      at === 0 ? draft.seedPrompt : (draft.laterTexts[component] ?? text),
    ]),
  );
}

/** A sensible number of judging rows for a table of this size. */
export function suggestParetoRows(rows: number): number {
  return Math.max(5, Math.min(40, Math.round(rows / 5)));
}

/** Few different short answers: a label task. */
export function looksLikeLabels(answers: readonly string[]): boolean {
  const tally = createLabelTally();
  for (const answer of answers) tally.add(answer);
  return tally.labels() !== undefined;
}
