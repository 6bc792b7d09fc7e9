import type { ModelFailure } from "../../../models/language-model.ts";
import { readExamples, readTask } from "../../../storage/read/library.ts";
import type { StudioDatabase } from "../../../storage/schema.ts";
import { buildTask, type SplitRows } from "../../../tasks/build-task.ts";
import { generatedRows } from "../../../tasks/generated-rows.ts";
import { preflight, type Preflight } from "../../../tasks/preflight/preflight.ts";
import { asSample, tryRows as tryTask, type TriedRow } from "../../../tasks/preflight/try-rows.ts";
import { routingTask } from "../../../tasks/routing/routing-task.ts";
import { createSandboxClient } from "../../../tasks/sandbox/sandbox-client.ts";
import type { Example, TaskSpec } from "../../../tasks/task-spec.ts";
import type { ModelTry } from "../../state/create-model-try.ts";
import { type Draft, withTextsOf } from "./draft.ts";
import { concurrencyOf } from "./engine-of-draft.ts";
import { sizesOf } from "./estimate.ts";
import { previewExamples } from "./preview-examples.ts";
import { taskOfRows } from "./start-run.ts";

export interface TrialRow {
  readonly input: string;
  readonly output: string;
  readonly expected: string;
  /** 0..1 by the metrics of the task. */
  readonly score: number;
  /** What the Reflection model would be told. */
  readonly feedback: string;
}

export interface Trial {
  readonly kind: "tried";
  readonly msPerCall: number;
  readonly preflight: Preflight;
}

interface TrialTask {
  readonly spec: TaskSpec;
  readonly rows: readonly Example[];
}

/** Opened only when the metric is the user's own code. */
const sandbox = createSandboxClient(
  () => new Worker(new URL("../../../../workers/sandbox.worker.ts", import.meta.url), { type: "module" }),
);

/** Runs the first prompt on some rows through the very program and metric of the run, and says what that foretells. */
export async function tryRows(
  db: StudioDatabase,
  draft: Draft,
  count: number,
  ask: ModelTry["ask"],
  onRows: (rows: readonly TrialRow[]) => void,
): Promise<ModelFailure | Trial> {
  const { spec, rows } = await trialTask(db, draft, count);
  const all: SplitRows = { feedback: rows, pareto: [], test: [] };
  const shown: TrialRow[] = [];
  const outcome = await tryTask(
    buildTask(spec, all, { sandbox }),
    spec.seedCandidate,
    rows,
    (role, request) => ask(playerOf(draft, role), request),
    {
      onRow: (row) => {
        shown.push(trialRow(row));
        onRows([...shown]);
      },
    },
  );
  if (outcome.kind === "failed") return outcome.failure;
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
  const seedCandidate = withTextsOf(draft, task.spec.seedCandidate);
  return { spec: { ...task.spec, seedCandidate }, rows: task.rows.slice(0, count) };
}

async function taskOfDraft(db: StudioDatabase, draft: Draft, count: number): Promise<TrialTask> {
  if (draft.task === "rows") {
    const rows = previewExamples(draft);
    return { spec: taskOfRows(draft, "trial", "trial", rows), rows };
  }
  const saved = draft.task === "saved" ? await readTask(db, draft.savedTaskId ?? "") : undefined;
  const spec = saved?.spec ?? routingTask(draft.policySeed);
  if (spec.source.kind === "dataset") return { spec, rows: await readExamples(db, spec.source.datasetId) };
  const sizes = { ...spec.source.sizes, feedback: Math.max(count, 1) };
  return { spec, rows: generatedRows({ ...spec.source, sizes }).feedback };
}

/** The model that plays a role in a trial. The coach and a person cannot answer rows; the Student stands in for them. */
function playerOf({ student, reflection }: Draft, role: "student" | "reflection"): Draft["student"] {
  const player =
    role === "reflection" && reflection.kind !== "coach" && reflection.kind !== "by-hand"
      ? reflection
      : student;
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
  };
}
