import { modelFailure } from "../../models/failure.ts";
import { rewritesOnly } from "../../models/kinds/model-kinds.ts";
import type { ModelFailure } from "../../models/language-model.ts";
import { plainCopy } from "../../shared/json.ts";
import { datasetRows } from "../../storage/read/dataset-now.ts";
import { marksOn, readExamples, readTaskToRun } from "../../storage/read/library.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { buildTask, type SplitRows } from "../../tasks/build-task.ts";
import { generatedRows } from "../../tasks/generated-rows.ts";
import { marksByRow, withMarks } from "../../tasks/marks.ts";
import type { Sandbox } from "../../tasks/metrics/metric.ts";
import { preflight, type Preflight } from "../../tasks/preflight/preflight.ts";
import { asSample, tryRows as tryTask, type TriedRow } from "../../tasks/preflight/try-rows.ts";
import { searchOver } from "../../tasks/retrieval/search-over.ts";
import { createSearch, type Search } from "../../tasks/retrieval/search.ts";
import { routingTask } from "../../tasks/routing/routing-task.ts";
import type { ModelRole, Example, TaskSpec } from "../../tasks/task-spec.ts";
import { type Draft, withTextsOf } from "../draft/draft.ts";
import { concurrencyOf } from "../draft/engine-of-draft.ts";
import { previewExamples } from "../draft/preview-examples.ts";
import { labelsOfDraft } from "../draft/sketch-of-draft.ts";
import { divisionWishOf, taskOfRows } from "../draft/task-of-rows.ts";
import { requestsPerRowOf, rolloutsOf, sizesOf } from "../forecast/estimate.ts";
import { passagesOf } from "../rows/documents.ts";
import type { RowFiles } from "../rows/row-files.ts";
import type { AskModel } from "./ask-model.ts";

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

/** What made a trial end: its rows, a person, or its time. */
export type TrialEnd = "all" | "stopped" | "time";

interface Trial {
  readonly kind: "tried";
  readonly end: TrialEnd;
  /** What the rows answered by then foretell; undefined where none was, or a person gave it up. */
  readonly preflight: Preflight | undefined;
}

/** What whoever started a trial hears of it, and how it is ended. */
interface TrialWatch {
  /** So long it may take: then what is known stands, and no further row is asked about. No limit without it. */
  readonly limitMs?: number | undefined;
  /** A row is asked about: its place from 1, of how many. */
  readonly onBegin: (at: number, of: number) => void;
  readonly onRows: (rows: readonly TrialRow[]) => void;
  readonly isStopped: () => boolean;
}

/** What a trial asks for help. */
interface TrialTools {
  readonly ask: AskModel;
  /** Gives up the calls that are under way. */
  readonly stop: () => Promise<void>;
  readonly files: RowFiles;
  readonly sandbox: Sandbox;
}

/** So few rows are looked at while they are answered. */
const watched = 5;

interface TrialTask {
  readonly spec: TaskSpec;
  readonly rows: readonly Example[];
}

/** Runs the first prompt on some rows through the very program and metric of the run, and says what that foretells. */
export async function tryRows(
  db: StudioDatabase,
  draft: Draft,
  count: number,
  { ask, stop, files, sandbox }: TrialTools,
  { limitMs, onBegin, onRows, isStopped }: TrialWatch,
): Promise<ModelFailure | Trial> {
  const clock = limitMs === undefined ? undefined : startClock(limitMs);
  const tried = await trialTask(db, draft, count);
  if ("problem" in tried) return modelFailure("forbidden", tried.problem);
  const { spec, rows } = tried;
  const all: SplitRows = { feedback: rows, pareto: [], test: [] };
  const answered: TriedRow[] = [];
  const hasEnded = (): boolean => isStopped() || clock?.isOver() === true;
  const trial = tryTask(
    buildTask(spec, all, { sandbox, ...(await searchOf(db, files, draft, spec)) }),
    spec.seedCandidate,
    rows,
    (role, request) => ask(playerOf(draft, role), request),
    {
      isStopped: hasEnded,
      // A few are watched one by one; to measure, several are asked at once as the run will.
      concurrency: rows.length > watched ? concurrencyOf(draft) : 1,
      onBegin: (at) => onBegin(at + 1, rows.length),
      onRow: (row) => {
        answered.push(row);
        onRows(answered.map(trialRow));
      },
    },
  );
  // Not waited for once the time is over: a model that is being loaded cannot be hurried.
  const outcome = await (clock === undefined ? trial : Promise.race([trial, clock.over]));
  clock?.end();
  if (outcome === "over") void stop();
  else if (outcome.kind === "failed") return outcome.failure;
  const end = outcome === "over" ? "time" : isStopped() ? "stopped" : "all";
  const foretells = end !== "stopped" && answered.length > 0;
  return { kind: "tried", end, preflight: foretells ? foretold(draft, answered) : undefined };
}

/** The time a trial may take, as something to wait for. */
function startClock(limitMs: number): {
  readonly over: Promise<"over">;
  readonly isOver: () => boolean;
  readonly end: () => void;
} {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<"over">((resolve) => {
    timer = setTimeout(() => {
      isOver = true;
      resolve("over");
    }, limitMs);
  });
  return { over, isOver: () => isOver, end: () => clearTimeout(timer) };
}

function foretold(draft: Draft, answered: readonly TriedRow[]): Preflight {
  const sizes = sizesOf(draft);
  const { student, reflection } = requestsPerRowOf(draft);
  return preflight(asSample(answered), {
    feedbackRows: sizes.feedback,
    paretoRows: sizes.pareto,
    rollouts: rolloutsOf(draft),
    requestsPerRow: student + reflection,
    minibatch: draft.options.minibatch,
  });
}

type NoTask = { readonly problem: string };

async function trialTask(db: StudioDatabase, draft: Draft, count: number): Promise<TrialTask | NoTask> {
  const task = await taskOfDraft(db, draft, count);
  if ("problem" in task) return task;
  const { seedCandidate: texts } = task.spec;
  // The draft of a user's own rows has its texts in the program already.
  const seedCandidate = draft.task === "rows" ? texts : withTextsOf(draft, texts);
  return { spec: { ...task.spec, seedCandidate }, rows: await markedRows(db, task.rows.slice(0, count)) };
}

/** Rows with what was said of them on this machine. */
export async function markedRows(db: StudioDatabase, rows: readonly Example[]): Promise<readonly Example[]> {
  const marks = await marksOn(
    db,
    rows.map(({ id }) => id),
  );
  return withMarks(rows, marksByRow(marks.filter(({ foreign }) => foreign !== true)));
}

async function taskOfDraft(db: StudioDatabase, draft: Draft, count: number): Promise<TrialTask | NoTask> {
  if (draft.task === "rows") {
    const rows = previewExamples(draft);
    const labels = labelsOfDraft(draft);
    const split = { ...divisionWishOf(draft).spec, shares: { feedback: 1, pareto: 0, test: 0 } };
    const trial = { id: "trial", datasetId: "trial", split, labels: labels.length > 0 ? labels : undefined };
    return { spec: taskOfRows(draft, trial), rows };
  }
  const saved = draft.task === "saved" ? await readTaskToRun(db, draft.savedTaskId) : undefined;
  if (saved !== undefined && "problem" in saved) return saved;
  const spec = saved?.spec ?? routingTask(draft.policySeed);
  if (spec.source.kind === "dataset")
    return { spec, rows: (await datasetRows(db, spec.source.datasetId)).now };
  const sizes = { ...spec.source.sizes, feedback: Math.max(count, 1) };
  return { spec, rows: generatedRows({ ...spec.source, sizes }).feedback };
}

/** A search over the user's documents, where the program looks something up. */
async function searchOf(
  db: StudioDatabase,
  files: RowFiles,
  draft: Draft,
  spec: TaskSpec,
): Promise<{ readonly search?: Search }> {
  if (!spec.program.modules.some((module) => module.search !== undefined)) return {};
  if (draft.task !== "rows") return keptSearch(db, spec);
  const passages = await passagesOf(files, draft);
  return passages === undefined ? {} : { search: createSearch(passages) };
}

/** A search over documents that are kept here. */
export async function keptSearch(
  db: StudioDatabase,
  { documents }: TaskSpec,
): Promise<{ readonly search?: Search }> {
  return documents?.kind === "dataset"
    ? { search: searchOver(await readExamples(db, documents.datasetId), documents) }
    : {};
}

/** The model that plays a role in a trial. What only rewrites cannot answer rows; the Student stands in for them. */
export function playerOf(
  { student, reflection }: Pick<Draft, "student" | "reflection">,
  role: ModelRole,
): Draft["student"] {
  return plainCopy(role === "reflection" && !rewritesOnly(reflection) ? reflection : student);
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
