import type { ModelFailure } from "../../../models/language-model.ts";
import { rewritesOnly } from "../../../models/model-choice.ts";
import type { AskModel } from "../../../setup/ask-model.ts";
import { type Draft, withTextsOf } from "../../../setup/draft/draft.ts";
import { concurrencyOf } from "../../../setup/draft/engine-of-draft.ts";
import { previewExamples } from "../../../setup/draft/preview-examples.ts";
import { labelsOfDraft } from "../../../setup/draft/sketch-of-draft.ts";
import { divisionWishOf, taskOfRows } from "../../../setup/draft/task-of-rows.ts";
import { sizesOf } from "../../../setup/forecast/estimate.ts";
import { marksOn, readExamples, readTask } from "../../../storage/read/library.ts";
import type { StudioDatabase } from "../../../storage/schema.ts";
import { buildTask, type SplitRows } from "../../../tasks/build-task.ts";
import { generatedRows } from "../../../tasks/generated-rows.ts";
import { marksByRow } from "../../../tasks/marks.ts";
import { preflight, type Preflight } from "../../../tasks/preflight/preflight.ts";
import { asSample, tryRows as tryTask, type TriedRow } from "../../../tasks/preflight/try-rows.ts";
import { createSearch, type Search } from "../../../tasks/retrieval/search.ts";
import { routingTask } from "../../../tasks/routing/routing-task.ts";
import type { Example, TaskSpec } from "../../../tasks/task-spec.ts";
import { passagesOf } from "./documents.ts";
import { sandbox } from "./sandbox.ts";

export interface TrialRow {
  readonly input: string;
  readonly output: string;
  readonly expected: string;
  /** 0..1 by the metrics of the task. */
  readonly score: number;
  /** What the Reflection model would be told. */
  readonly feedback: string;
  /** Every call of the row as the model saw and answered it. */
  readonly calls: readonly TrialCall[];
}

export interface TrialCall {
  readonly prompt: string;
  /** What was told, the first text as the system's. */
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly completion: string;
  /** Why the answer could not be read. */
  readonly error?: string;
}

export interface Trial {
  readonly kind: "tried";
  readonly msPerCall: number;
  readonly preflight: Preflight;
}

/** Given up before its end: what was seen so far stands, and foretells nothing. */
export interface StoppedTrial {
  readonly kind: "stopped";
}

/** What whoever started a trial hears of it, and how it is ended. */
export interface TrialWatch {
  /** A row is asked about: its place from 1, of how many. */
  readonly onBegin: (at: number, of: number) => void;
  readonly onRows: (rows: readonly TrialRow[]) => void;
  readonly isStopped: () => boolean;
}

interface TrialTask {
  readonly spec: TaskSpec;
  readonly rows: readonly Example[];
}

/** Runs the first prompt on some rows through the very program and metric of the run, and says what that foretells. */
export async function tryRows(
  db: StudioDatabase,
  draft: Draft,
  count: number,
  ask: AskModel,
  { onBegin, onRows, isStopped }: TrialWatch,
): Promise<ModelFailure | Trial | StoppedTrial> {
  const { spec, rows } = await trialTask(db, draft, count);
  const all: SplitRows = { feedback: rows, pareto: [], test: [] };
  const shown: TrialRow[] = [];
  const outcome = await tryTask(
    buildTask(spec, all, { sandbox, ...(await searchOf(db, draft, spec)) }),
    spec.seedCandidate,
    rows,
    (role, request) => ask(playerOf(draft, role), request),
    {
      isStopped,
      onBegin: (at) => onBegin(at + 1, rows.length),
      onRow: (row) => {
        shown.push(trialRow(row));
        onRows([...shown]);
      },
    },
  );
  if (outcome.kind === "failed") return outcome.failure;
  if (isStopped()) return { kind: "stopped" };
  const sizes = sizesOf(draft);
  const found = preflight(asSample(outcome.rows), {
    feedbackRows: sizes.feedback,
    paretoRows: sizes.pareto,
    metricCalls: draft.metricCalls,
    reflectionCalls: draft.options.reflectionCalls,
    minibatch: draft.options.minibatch,
    concurrency: concurrencyOf(draft),
  });
  return { kind: "tried", msPerCall: found.secondsPerRow * 1000, preflight: found };
}

async function trialTask(db: StudioDatabase, draft: Draft, count: number): Promise<TrialTask> {
  const task = await taskOfDraft(db, draft, count);
  const { seedCandidate: texts } = task.spec;
  // The draft of a user's own rows has its texts in the program already.
  const seedCandidate = draft.task === "rows" ? texts : withTextsOf(draft, texts);
  const rows = task.rows.slice(0, count);
  const marks = marksByRow(
    await marksOn(
      db,
      rows.map(({ id }) => id),
    ),
  );
  const marked = rows.map((row) => {
    const onRow = marks.get(row.id);
    return onRow === undefined ? row : { ...row, marks: onRow };
  });
  return { spec: { ...task.spec, seedCandidate }, rows: marked };
}

async function taskOfDraft(db: StudioDatabase, draft: Draft, count: number): Promise<TrialTask> {
  if (draft.task === "rows") {
    const rows = previewExamples(draft);
    const labels = labelsOfDraft(draft);
    const split = { ...divisionWishOf(draft).spec, shares: { feedback: 1, pareto: 0, test: 0 } };
    const trial = { id: "trial", datasetId: "trial", split, labels: labels.length > 0 ? labels : undefined };
    return { spec: taskOfRows(draft, trial), rows };
  }
  const saved = draft.task === "saved" ? await readTask(db, draft.savedTaskId ?? "") : undefined;
  const spec = saved?.spec ?? routingTask(draft.policySeed);
  if (spec.source.kind === "dataset") return { spec, rows: await readExamples(db, spec.source.datasetId) };
  const sizes = { ...spec.source.sizes, feedback: Math.max(count, 1) };
  return { spec, rows: generatedRows({ ...spec.source, sizes }).feedback };
}

/** A search over the user's documents, where the program looks something up. */
async function searchOf(
  db: StudioDatabase,
  draft: Draft,
  spec: TaskSpec,
): Promise<{ readonly search?: Search }> {
  if (!spec.program.modules.some((module) => module.search !== undefined)) return {};
  if (draft.task !== "rows") return searchOfSaved(db, spec);
  const passages = await passagesOf(draft);
  return passages === undefined ? {} : { search: createSearch(passages) };
}

/** A saved task may look through documents that are stored beside it. */
async function searchOfSaved(
  db: StudioDatabase,
  { documents }: TaskSpec,
): Promise<{ readonly search?: Search }> {
  if (documents?.kind !== "dataset") return {};
  const { datasetId, textColumn, titleColumn } = documents;
  const cell = (row: Example, column: string): string => row.inputs[column] ?? row.expected[column] ?? "";
  const rows = await readExamples(db, datasetId);
  return {
    search: createSearch(
      rows.map((row) => ({
        title: titleColumn === undefined ? "" : cell(row, titleColumn),
        text: cell(row, textColumn),
      })),
    ),
  };
}

/** The model that plays a role in a trial. What only rewrites cannot answer rows; the Student stands in for them. */
export function playerOf({ student, reflection }: Draft, role: "student" | "reflection"): Draft["student"] {
  const player = role === "reflection" && !rewritesOnly(reflection) ? reflection : student;
  // The draft is a store: only plain data may cross to a worker.
  return JSON.parse(JSON.stringify(player)) as Draft["student"];
}

function trialRow({ example, rollouts }: TriedRow): TrialRow {
  const [rollout] = rollouts;
  const values = Object.entries(example.inputs);
  return {
    input:
      values.length === 1
        ? (values[0]?.[1] ?? "")
        : values.map(([name, text]) => `${name}: ${text}`).join("\n"),
    output: rollout?.output ?? "",
    expected: Object.values(example.expected).join(", "),
    score: rollout?.judgement.score ?? 0,
    feedback: rollout?.judgement.feedback ?? "",
    calls: (rollout?.trajectory ?? []).map(({ module, messages, completion, error }) => ({
      prompt: module,
      messages,
      completion,
      ...(error === undefined ? {} : { error }),
    })),
  };
}
