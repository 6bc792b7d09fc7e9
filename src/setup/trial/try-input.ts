import { modelFailure } from "../../models/failure.ts";
import type { ModelFailure } from "../../models/language-model.ts";
import type { StudentChoice } from "../../models/model-choice.ts";
import { readRun } from "../../storage/read/runs.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { buildTask } from "../../tasks/build-task.ts";
import type { Sandbox } from "../../tasks/metrics/metric.ts";
import type { Example } from "../../tasks/task-spec.ts";
import type { AskModel } from "./ask-model.ts";
import { keptSearch, markedRows, playerOf } from "./try-rows.ts";

/** What a prompt makes of one input. */
export interface TriedInput {
  readonly kind: "answered";
  readonly output: string;
  /** 0..1 by the metrics of the task; absent where the input is nobody's row. */
  readonly score?: number;
  /** What the Reflection model would be told; of a typed input only what is wrong with the form of the answer. */
  readonly feedback: string;
}

/** One input, and whether it is a row of the run, which its metrics can judge. */
export interface InputToTry {
  readonly example: Example;
  readonly isRow: boolean;
}

const noRows = { feedback: [], pareto: [], test: [] };

/** Runs a candidate of a run once on one input, through the run's own program, Student and metrics; the run is not changed. */
export async function tryInput(
  db: StudioDatabase,
  runId: string,
  texts: Readonly<Record<string, string>>,
  { example, isRow }: InputToTry,
  tools: {
    readonly ask: AskModel;
    readonly sandbox: Sandbox;
    /** In place of the run's own. */
    readonly student?: StudentChoice | undefined;
  },
): Promise<TriedInput | ModelFailure> {
  // Read anew: whoever came in a file may run nothing until somebody allowed it.
  const run = await readRun(db, runId);
  if (run === undefined) return modelFailure("forbidden", "This run is no longer kept here.");
  if (run.unconfirmed === true)
    return modelFailure(
      "forbidden",
      "This run came in a file. Look at what it would do and allow it on the run's page first; nothing of it has run.",
    );
  const spec = { ...run.task, repeats: 1, ...(isRow ? {} : { metrics: [] }) };
  const [row = example] = isRow ? await markedRows(db, [example]) : [];
  const { ask, sandbox, student = run.student } = tools;
  const task = buildTask(spec, noRows, { sandbox, ...(await keptSearch(db, spec)) });
  const outcome = await task.run(texts, row, (role, request) =>
    ask(playerOf({ ...run, student }, role), request),
  );
  if (outcome.kind === "failed") return outcome.failure;
  const { output, judgement } = outcome;
  return {
    kind: "answered",
    output,
    feedback: judgement.feedback,
    ...(isRow ? { score: judgement.score } : {}),
  };
}
