import { seeksDemos } from "../rivals/optimizers.ts";
import { requestRun } from "../storage/library/runs.ts";
import { setWish } from "../storage/library/set-wish.ts";
import { saveTask } from "../storage/library/tasks.ts";
import { attemptWrite } from "../storage/quota.ts";
import { datasetRows } from "../storage/read/dataset-now.ts";
import { readTaskToRun } from "../storage/read/library.ts";
import { runsInStatus } from "../storage/read/runs.ts";
import type { RunRow } from "../storage/rows.ts";
import type { StudioDatabase } from "../storage/schema.ts";
import { withDemos } from "../tasks/programs/with-demos.ts";
import { splitsNow } from "../tasks/splits/dataset-changes.ts";
import type { TaskSpec } from "../tasks/task-spec.ts";
import { isDemoRun } from "../views/run/demo-runs.ts";
import { type Draft, withTextsOf } from "./draft/draft.ts";
import { concurrencyOf, engineOfDraft, limitsOf } from "./draft/engine-of-draft.ts";
import { goesOnFrom, readRunToGoOn, splitsGoingOn } from "./draft/go-on.ts";
import { capOf } from "./forecast/forecast-money.ts";
import { type Preparation, prepareRows } from "./rows/prepare-rows.ts";
import type { RowFiles } from "./rows/row-files.ts";

type StartedRun =
  | { readonly kind: "started"; readonly run: RunRow }
  | { readonly kind: "problem"; readonly message: string };

async function prepareRouting(draft: Draft): Promise<Preparation> {
  const [{ routingTask }, { generatedRows, splitIds }] = await Promise.all([
    import("../tasks/routing/routing-task.ts"),
    import("../tasks/generated-rows.ts"),
  ]);
  const usual = routingTask(draft.policySeed);
  const task: TaskSpec = {
    ...usual,
    name: draft.name || usual.name,
    seedCandidate: { instruction: draft.seedPrompt },
  };
  if (task.source.kind !== "generated") return { problem: "The routing task lost its generator." };
  const source = { ...task.source, sizes: { ...task.source.sizes, pareto: draft.paretoRows } };
  return { task: { ...task, source }, splits: splitIds(generatedRows(source)) };
}

async function prepareSaved(db: StudioDatabase, files: RowFiles, draft: Draft): Promise<Preparation> {
  const goesOn = goesOnFrom(draft);
  if (goesOn !== undefined) {
    const run = await readRunToGoOn(db, goesOn.runId);
    if ("problem" in run) return run;
    const task = { ...run.task, seedCandidate: withTextsOf(draft, run.task.seedCandidate) };
    return { task, splits: splitsGoingOn(run, goesOn) };
  }
  const row = await readTaskToRun(db, draft.savedTaskId);
  if ("problem" in row) return row;
  const task: TaskSpec = { ...row.spec, seedCandidate: withTextsOf(draft, row.spec.seedCandidate) };
  if (task.source.kind === "generated") {
    const { generatedRows, splitIds } = await import("../tasks/generated-rows.ts");
    return { task, splits: splitIds(generatedRows(task.source)) };
  }
  const { came, changes } = await datasetRows(db, task.source.datasetId);
  const splits = splitsNow((await files.split(came, task.source.split)).splits, changes);
  const empty = (["feedback", "pareto"] as const).find((name) => splits[name].length === 0);
  return empty === undefined
    ? { task, splits }
    : {
        problem: `No row is left to ${empty === "feedback" ? "learn from" : "judge by"}. Take some in again, or move some, on the page of its rows.`,
      };
}

/** Stores what is needed and asks for the run; the worker does the rest. `id` makes a double click one run. */
export async function startRun(
  db: StudioDatabase,
  files: RowFiles,
  draft: Draft,
  id: string,
  say: (text: string) => void,
): Promise<StartedRun> {
  const prepared =
    draft.task === "routing"
      ? await prepareRouting(draft)
      : draft.task === "saved"
        ? await prepareSaved(db, files, draft)
        : await prepareRows(db, files, draft, say);
  if ("problem" in prepared) return { kind: "problem", message: prepared.problem };
  const { splits } = prepared;
  const task = seeksDemos(draft.options.optimizer) ? withDemos(prepared.task) : prepared.task;
  const limits = limitsOf({ ...draft.options, usd: capOf(draft) });
  say("Starting");
  const asked = await attemptWrite(async () => {
    // Who goes on from a run has changed nothing about its task.
    if (goesOnFrom(draft) === undefined) await saveTask(db, task, Date.now());
    return requestRun(
      db,
      {
        id,
        name: draft.name || task.name,
        taskId: task.id,
        task,
        splits,
        engine: engineOfDraft(draft, task, splits),
        student: draft.student,
        reflection: draft.reflection,
        optimizer: draft.options.optimizer,
        finalTest: draft.options.finalTest && splits.test.length > 0,
        concurrency: concurrencyOf(draft),
        ...(limits ? { limits } : {}),
      },
      Date.now(),
    );
  });
  if (asked.kind === "quota") return { kind: "problem", message: asked.message };
  await restDemos(db);
  return { kind: "started", run: asked.value };
}

/** The demo makes room for a run of one's own; it stands where it stood and goes on when asked. */
async function restDemos(db: StudioDatabase): Promise<void> {
  for (const run of await runsInStatus(db, ["requested", "running"]))
    if (isDemoRun(run)) await setWish(db, run.id, "pause");
}
